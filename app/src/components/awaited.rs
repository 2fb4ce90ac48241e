//! Pages that are no record: wait for their content, then frame it.

use super::{
    frame::{Failed, Frame, PageHeading},
    loading::Loading,
};
use crate::context::answer::Answer;
use leptos::prelude::*;

/// A page under its heading, once what it shows is there; or why there is none.
pub fn awaited_page<T, V>(
    content: Answer<T>,
    title: impl Fn(&T) -> String + Clone + Send + Sync + 'static,
    render: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Suspense fallback=|| view! { <Loading/> }>
            {move || {
                let (title, render) = (title.clone(), render.clone());
                Suspend::new(async move {
                    match content.await {
                        Ok(content) => {
                            let heading = title(&content);
                            view! {
                                <Frame>
                                    <PageHeading text=heading/>
                                    {render(content).into_any()}
                                </Frame>
                            }
                            .into_any()
                        }
                        Err(error) => view! { <Failed error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}
