settings-title = Settings
settings-language-title = Language
settings-language-explained = Choose the language of the pages. What a facility wrote stays in the language it was written in.
settings-demo-title = About this demonstration
settings-demo-explained = All people and records here are invented. They came in the same way as a facility’s data does. Please do not put real records in.
settings-demo-change-person = Choose another person

settings-text-size-explained = Makes the letters on the pages larger. You can also use the zoom of your browser at any time.
