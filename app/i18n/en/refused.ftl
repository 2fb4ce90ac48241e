# A form that is refused: what was wrong, that nothing was changed, the way back (words of the server alone)

refused-title = This could not be accepted
refused-title-not-yours = You cannot do this
refused-title-not-there = Not found
refused-title-overtaken = This has already changed
refused-title-too-often = Please wait a moment
refused-title-other-address = Mikata has another address
refused-title-unavailable = This could not be done just now

refused-incomplete = Part of what was sent is missing, or could not be read. Please go back one page and try again.
refused-too-large = What was sent is too large. Please make it shorter and try again.
refused-not-yours = Whoever is signed in now cannot do this.
refused-elsewhere = This was not sent from a page of Mikata, so it was not accepted. Please open the page in Mikata and send it from there.
refused-session-ended = Your session had ended, so nothing was changed yet. Please copy the text below, sign in, and send it again.
refused-sign-in = Sign in
refused-token = This page was opened before whoever is signed in now signed in. To be safe, what it sends is no longer accepted. Please open the page again and send it from there.
refused-not-there = What was to be changed or opened cannot be found. It is no longer there, or the address is another one.
refused-overtaken = Something has changed since you opened that page. Please open it again and look.
refused-too-often-files = You took files away many times in a short while. There is a limit to how often in a row.
refused-too-often-own = You wrote or deleted many entries in a short while. There is a limit to how many can follow each other.
refused-wait = Wait about { $minutes } min, then try again.
refused-field = Missing, or not readable: { $field }
refused-nothing-changed = Nothing was changed.
refused-typed = What you wrote (it was not sent; you can copy it from here)
refused-other-address = Signing in and everything else works under this address alone:
refused-back = Back to the page before

form-person-unknown = This person is not on the list. Please go back one page and choose again.
form-language-unknown = This language is not on the list. Please choose one in the settings.
form-text-size-unknown = This text size is not on the list. Please choose one in the settings.
form-try-again = This could not be done just now. Please try again in a moment.
form-consent-unknown = This could not be decided as sent. Please go back to the sharing settings and choose again.
form-consent-days = Under “For how long”, a day is missing, or the last day comes before the first. Where you choose from day to day, please give both the first and the last day.
form-consent-what = Under “What”, kinds are ticked while something else is chosen. Please choose “Choose kinds” first, and then the kinds.
form-consent-subject = Among the subjects to keep back is one that is not known here. Please open the page again and choose again.
form-consent-whom = Under “To whom”, nobody is chosen, or nobody who is known here. Please go back to the sharing settings and choose again.
form-consent-oneself = Only the person themself decides who may see what.
form-agenda-no-record = Questions are written down about the record that is open. Please choose a record first, and then open this page again.
form-own-oneself = Only the person themself can write or delete their own entries.
show-oneself = Only the person themself gets these papers and files.
form-history-oneself = Only the person themself asks who looked.
