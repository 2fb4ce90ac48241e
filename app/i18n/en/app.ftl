app-name = Mikata
home-title = Home
