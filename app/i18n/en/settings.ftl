settings-title = Settings
settings-language-title = Language
settings-language-explained = Choose the language of the pages. What a hospital, clinic or pharmacy wrote stays in the language it was written in.
settings-demo-title = About this demonstration
settings-demo-explained = All people and records here are invented. They came in the same way as real data do. Please do not put real records in.
settings-demo-change-person = Choose another person

settings-text-size-explained = Makes the letters on the pages larger. You can also use the zoom of your browser at any time.

settings-install-title = Home screen
settings-install-how = How to put Mikata on your home screen

push-title = Tell me on this device
push-explained = When somebody looks at your record, this device tells you, even when this page is not open. It also tells you of an emergency of somebody in whose place you look, where they want it. It says neither whose record it is, nor who looked, nor anything that stands in it.
push-needs-scripts = Finding out whether this device can do that. It cannot where scripts are off.
push-is-off = Messages to this device are off.
push-is-on = This device tells you.
push-cannot = This browser cannot receive such messages. On an iPhone or iPad it may work once this page is added to the home screen.
push-denied = This browser does not allow such messages. Allow them in the browser’s settings to use this.
push-not-here = This portal sends no messages to devices.
push-failed = It could not be switched. Perhaps the browser’s message service could not be reached. Nothing has changed.
push-switch-on = Tell me on this device
push-switch-off = Stop telling me on this device
push-other = Your record was opened. You can see by whom.
push-refused = Access was blocked. Nobody saw your record.
push-emergency = Your record was opened in an emergency
push-caring = A record that you look at for somebody was opened in an emergency
