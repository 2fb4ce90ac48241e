app-name = ミカタ
home-title = ホーム
