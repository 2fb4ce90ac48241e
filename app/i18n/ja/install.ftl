# ホーム画面に置いたポータル：知らせ、入れ方、つながらないときの画面

install-description = あなたの薬、検査、診療の記録を読むためのポータルです。
install-check = 飲み合わせを調べる
install-label = このアプリについてのお知らせ
install-newer = 新しい版があります。読み直すと切りかわります。
install-typed = 入力中の文字は、読み直すと消えます。先に送るか、書きうつしてください。
install-reload = 読み直す
install-later = あとで
install-invite = ミカタをホーム画面に置くと、すぐに開けます。
install-how = 置く
install-no = 置かない

install-title = ミカタをホーム画面に置く
install-lead = ホーム画面に置くと、アプリのように一度で開けます。置くだけでは、記録がこの端末に保存されることはありません。開くときは、いつもと同じようにログインします。
install-shared = ほかの人と共用する端末には、置かないでください。
install-iphone = iPhone・iPad
install-iphone-open = このポータルを Safari で開きます。
install-iphone-share = 画面の下（iPadでは上）にある「共有」のしるしを押します。
install-iphone-add = 一覧を下へ動かして「ホーム画面に追加」を選び、「追加」を押します。
install-android = Android
install-android-menu = 画面の右上（または右下）にある、点が三つのしるしを押します。
install-android-add = 「ホーム画面に追加」か「アプリをインストール」を選び、「追加」か「インストール」を押します。
install-computer = パソコン
install-computer-menu = Chrome と Edge では、アドレスの右にある、画面に矢印のしるしを押し、「インストール」を選びます。
install-computer-mac = Mac の Safari では、「ファイル」から「Dockに追加」を選びます。
install-remove = やめたいときは、ほかのアプリと同じように消せます。記録は消えません。
install-back = ホームへ

offline-page-title = ポータルにつながりません
offline-page-why = インターネットにつながっていないか、ポータルがいま返事をしていません。
offline-page-record = 記録をこの端末に保存してあれば、このページで開けます。保存していなければ、つながってからもう一度お読みください。
offline-page-urgent = 急いで必要なときは、医療機関や薬局に直接聞いてください。
offline-page-again = もう一度開く
