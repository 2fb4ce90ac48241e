# The portal on a home screen: notes, how it gets there, what is shown without a connection

install-description = A portal for reading your medicines, tests and medical record.
install-check = Check medicines together
install-label = About this app
install-newer = There is a new version. Reload to use it.
install-typed = What you are typing is lost when you reload. Send it first, or copy it.
install-reload = Reload
install-later = Later
install-invite = Put Mikata on your home screen to open it at once.
install-how = Put it there
install-no = No, thank you

install-title = Put Mikata on your home screen
install-lead = From the home screen it opens with one tap, like an app. Putting it there does not keep your record on this device. You sign in as always.
install-shared = Please do not do this on a device that you share.
install-iphone = iPhone and iPad
install-iphone-open = Open this portal in Safari.
install-iphone-share = Tap the Share sign at the bottom of the screen (on an iPad, at the top).
install-iphone-add = Scroll down the list, choose “Add to Home Screen”, then tap “Add”.
install-android = Android
install-android-menu = Tap the three dots at the top right (or bottom right) of the screen.
install-android-add = Choose “Add to Home screen” or “Install app”, then tap “Add” or “Install”.
install-computer = Computer
install-computer-menu = In Chrome and Edge, press the sign of a screen with an arrow beside the address, and choose “Install”.
install-computer-mac = In Safari on a Mac, choose “Add to Dock” in the “File” menu.
install-remove = You can remove it like any other app. Your record stays.
install-back = To home

offline-page-title = The portal cannot be reached
offline-page-why = There is no internet connection, or the portal does not answer right now.
offline-page-record = If you chose to keep your record on this device, it is opened on this page. Otherwise you can read it again once there is a connection.
offline-page-urgent = If you need it urgently, ask the clinic or pharmacy directly.
offline-page-again = Open again
