# The copy on this device, read with no network

keep-title = Read it with no network
keep-question = Keep an encrypted copy of your record on this device? It can then be read on this device alone, in a power cut or a shelter.
keep-question-others = Keep an encrypted copy of this record on this device, as far as it is shown to you? It can then be read on this device alone, in a power cut or a shelter.
keep-means = Do not keep it on a device that you share. A passphrase that you choose here opens it. It is gone { $days } days after it was last kept, and at once when you sign out. Opened with a network, it is kept anew.
keep-means-others = Do not keep it on a device that you share. A passphrase that you choose here opens it. It is gone { $days } days after it was last kept, once you may not see the record any more, and at once when you sign out. Opened with a network, it is kept anew.
keep-needs-scripts = Finding out whether this device keeps a copy. It cannot where scripts are off.
keep-working = Encrypting. This may take a few seconds.
keep-is-off = Nothing is kept on this device.
keep-is-anothers = This device keeps a copy of another person’s record. If you keep this one, it takes the place of that one.
keep-is-on = This device keeps a copy as of { $date }. It can be read until { $until }.
keep-hint = At least 10 letters. A date or a telephone number, and letters that repeat or follow one another, count as one letter. Spaces and capitals make no difference.
keep-make = Make a passphrase for me
keep-made = Write it down and keep it away from this device. It is typed in below already.
keep-passphrase = Passphrase
keep-again = Passphrase (once more)
keep-do = Keep it on this device
keep-passkey-means = A passkey can open it, too. Then there is no passphrase, and the passkey must work on this device.
keep-by-passkey = Keep it under a passkey
keep-infections = Keep the infection tests, too
keep-infections-means = Otherwise they are left out. To keep them you must have proved within the last five minutes that it is you.
keep-infections-prove = Prove that it is you
keep-infections-proof = To keep the infection tests, first prove that it is you, then tick the box again within five minutes. Nothing has changed.
keep-too-short = The passphrase is too short: { $least } letters or more.
keep-foretold = Dates, numbers and letters in a row count as one letter. Add others, up to { $least } letters or more.
keep-differ = The two passphrases differ. Please type them again.
keep-renew-passphrase = The passphrase in use
keep-renew = Keep the newest record
keep-open = Open the kept copy

kept-title = Your record on this device
kept-loading = Looking for a record that is kept on this device.
kept-needs-scripts = Opening a kept record needs scripts.
kept-as-of = A copy as of { $date }
kept-until = This copy can be read until { $date }.
kept-not-in-it = This copy is kept on this device. What happened later it does not know. Reading it is not entered in the access history.
kept-no-infections = Tests for infections are not in it.
kept-has-infections = Tests for infections are in it, on the record page.
kept-renewed = The record as of { $date } is kept on this device now.
kept-show-renewed = Show the newest record
kept-needs-network = That needs a network, and that you sign in to the portal.
kept-close = Close
kept-remove = Remove it from this device
kept-open = Open
kept-opening = Opening. This may take a few seconds.
kept-forgotten = Without the passphrase the copy cannot be opened. Sign in to the portal and keep it anew.
kept-to-portal = Go to the portal
kept-cannot = This browser keeps nothing. A private window cannot, nor can a browser whose storage is off.
kept-hangs = The browser’s storage does not answer. Close the browser and open it again.
kept-full = There is not enough room on this device. Nothing has changed.
kept-memory = There is not enough memory to check the passphrase. Close other pages and try again.
kept-gone = No record is kept on this device.
kept-expired = The copy’s time was over, so it was removed from this device.
kept-clock-behind = This device’s clock is before the day on which the copy was kept ({ $date }). Set the clock to open it.
kept-other-program = Another version of the program kept this copy, so it cannot be opened. Sign in and keep it anew.
kept-damaged = The copy was damaged, so it was removed. Sign in and keep it anew.
kept-wrong-passphrase = It could not be opened. Check the passphrase and type it again.
kept-open-by-passkey = Open with the passkey
kept-passkey-not-used = The passkey did not answer. Please try again.
kept-no-prf = This passkey or browser cannot make a key for a kept copy. Keep it under a passphrase.
kept-refused = The portal could not be reached, so nothing was kept. Nothing has changed.
kept-waits = Something that was not sent waits in the copy on this device. Open the copy with a network to send it, or remove it there.

queue-title = Not yet in effect
queue-means = This waits on this device, encrypted. It is sent in this order once there is a network and you are signed in. Until then nothing has changed.
queue-sign-in = Sign in and open your own record to send it
queue-shows-more = It shows more to somebody. That needs a network and a fresh proof: do it in the portal.
queue-gone = { $count ->
    [one] One thing that you decided with no network was not sent. It is removed, too. Remove it?
   *[other] { $count } things that you decided with no network were not sent. They are removed, too. Remove them?
  }
queue-was-lost = { $count ->
    [one] One thing that you decided with no network was never sent: the copy had to be removed before. It is not in effect. Decide it again in the portal.
   *[other] { $count } things that you decided with no network were never sent: the copy had to be removed before. They are not in effect. Decide them again in the portal.
  }
queue-known = I have read this
queue-remove = Do not send it
queue-again = Send it again
queue-sent = Sent: { $what }
queue-why-not = It was sent, and the portal did not take it: { $why }
queue-removed-too = What was not sent is removed, too: { $what }. Remove it?
queue-waits = { $count ->
    [one] One thing that you decided with no network was not sent, and is not in effect.
   *[other] { $count } things that you decided with no network were not sent, and are not in effect.
  }
queue-open = Open the copy to send it
queue-lost = { $count ->
    [one] One thing that you decided with no network was not sent. It is lost when you sign out. Sign out?
   *[other] { $count } things that you decided with no network were not sent. They are lost when you sign out. Sign out?
  }

kept-home-now-title = Prescriptions that covered { $asof }
kept-home-now-nothing = No prescription covered { $asof }.
kept-medicines-what-now = medicines whose supply covered { $asof }
kept-medicines-day = By time of day, as of { $asof }
kept-medicines-timeline-explained = A bar is the time that a supply was meant to last. The upright line is the day of this copy ({ $date }). Bars with a dashed outline are medicines whose last day is not known.
kept-taking-now = Prescriptions that covered { $asof }
kept-history = The list as it was when the copy was kept
kept-history-means = It is verified again when you open your history with a network.
kept-reachable = There is a network again. The portal has the newest record.
kept-home-recent-since = Received in the { $days } days up to { $asof }.
kept-home-recent-nothing = Nothing was received in the { $days } days up to { $asof }.
kept-critical-call-today = If the hospital or clinic that did the test has not called you yet, call it at once.
kept-check-banner-grave = { $count ->
    [one] There is something about your medicines to clear with your doctor or pharmacist by telephone at once. Do not stop on your own.
   *[other] There are { $count } things about your medicines to clear with your doctor or pharmacist by telephone at once. Do not stop on your own.
  }
kept-check-banner-serious = { $count ->
    [one] There is something about your medicines to clear with your pharmacy by telephone soon. Do not stop on your own.
   *[other] There are { $count } things about your medicines to clear with your pharmacy by telephone soon. Do not stop on your own.
  }
kept-check-serious = Check soon
kept-check-before-taking-grave = Not started yet? Do not take it until you have asked a doctor or pharmacist. Taking it already? Do not stop; call at once.
kept-check-before-taking-serious = Not started yet? Ask a doctor or pharmacist first. Taking it already? Do not stop; call your pharmacy soon.
kept-consent-preset-current = This is how it was on { $asof }
kept-consent-preset-none = On { $asof } you had custom settings (see below).
kept-consent-preview-empty = seen (nothing there on { $asof })
kept-consent-items-open = Choose single entries not to show ({ $count } not shown on { $asof })
kept-consent-decided-title = What was decided on { $asof }
kept-labs-future = This date is later than { $asof }
kept-none-known-withdrawn = withdrawn
kept-doubt-still-taken = { $name } is being taken
kept-history-filtered-verified = What is shown is a part of the list in this copy.
