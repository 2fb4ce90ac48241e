# Questions for the visit (words that only the server uses)

agenda-title = Questions for the visit
agenda-whose = { $name }
agenda-back = Back to home
agenda-who-sees = A place to write down what you want to ask. Only you can see it: no facility, and nobody in your family. At the visit, show this page or print it.
agenda-who-sees-others = A place to write down what you want to ask at this person’s visit. Only you can see it: neither they nor any facility. At the visit, show this page or print it.
agenda-none = Nothing is written down at the moment.
agenda-form = What you want to ask
agenda-form-hint = For example: how long do I take this medicine? What is urgent should not wait here: please call and ask.
agenda-keep = Write it down
agenda-kept-on = Written down on { $date }
agenda-asked = Asked
agenda-asked-on = Asked on { $date }
agenda-asked-list = Asked already: { $count }
agenda-open-again = Not asked yet
agenda-delete = Delete
agenda-of = ({ $what })

agenda-said-kept = It is written down.
agenda-said-asked = It is now under “Asked already”.
agenda-said-open = It is to be asked again.
agenda-said-deleted = It is deleted.
agenda-said-empty = Nothing was written down yet. Please enter what you want to ask.
agenda-said-too-long = Nothing was written down yet. Please keep it within { $most } characters; it has { $found } now.
agenda-said-not-text = Nothing was written down yet. It has letters that cannot be used. Please enter it again.
agenda-said-full = Nothing was written down yet. There is room for { $most }. Please delete some that you have asked already, and then press the button again.
