signin-title = Begin
signin-demo-explained = This is a demonstration. Choose a person to read their record as if it were yours.
signin-person-name = { $name }
signin-person-facts = { $age } · { $sex } · born { $born }
signin-not-yet = You cannot sign in here yet
signin-not-yet-explained = Signing in comes with a later version and is set up by the operator of this portal. If it is urgent, contact the operator.
