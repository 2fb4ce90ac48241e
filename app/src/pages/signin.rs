use crate::{
    components::frame::{Failed, PageHeading},
    t,
};
use leptos::prelude::*;

/// `/signin`: in a demonstration, the invented people to choose from.
#[component]
pub fn SignInPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let portal = use_context::<crate::ports::PortalContext>();
    let people = Resource::new(
        || (),
        move |()| {
            #[cfg(feature = "ssr")]
            let portal = portal.clone();
            async move {
                #[cfg(feature = "ssr")]
                return match portal {
                    Some(portal) => portal.demo_people().await,
                    None => Ok(Vec::new()),
                };
                #[cfg(not(feature = "ssr"))]
                Ok::<Vec<crate::ports::DemoPerson>, crate::error::PageError>(Vec::new())
            }
        },
    );
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match people.await {
                    Ok(people) => view! {
                        <main id="main">
                            <PageHeading text=t!("signin-title")/>
                            <form method="post" action="/signin/demo">
                                <ul>
                                    {people
                                        .into_iter()
                                        .map(|person| view! {
                                            <li><button name="person" value=person.id>{person.name}</button></li>
                                        })
                                        .collect_view()}
                                </ul>
                            </form>
                        </main>
                    }.into_any(),
                    Err(error) => view! { <Failed error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}
