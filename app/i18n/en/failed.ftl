failed-back-home = Back to home
failed-signin-title = Please sign in
failed-signin-advice = You are no longer signed in, perhaps because some time has passed. Begin again to see the record.
failed-signin-action = Begin
failed-notfound-title = There is nothing to show here
failed-notfound-advice = The address has changed, or it is not part of this record. Look for it from home.
failed-unavailable-title = The record cannot be shown right now
failed-unavailable-advice = It could not be fetched. Nothing is lost. Wait a moment and open it again. If you need it urgently, ask the clinic or pharmacy directly.
failed-unavailable-action = Open again
failed-outdated-title = There is a newer version of this page
failed-outdated-advice = The portal has been updated. Reload to carry on.
failed-outdated-action = Reload

form-person-unknown = This person is not on the list. Please go back one page and choose again.
form-language-unknown = This language is not on the list. Please choose one in the settings.
form-text-size-unknown = This text size is not on the list. Please choose one in the settings.
form-try-again = This could not be done just now. Please try again in a moment.
