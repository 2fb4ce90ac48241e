failed-back-home = ホームへ戻る
failed-signin-title = ログインが必要です
failed-signin-advice = しばらく使わなかったためか、ログインの状態が終わっています。記録を見るには、もう一度はじめてください。
failed-signin-action = はじめる
failed-notfound-title = ここには表示できるものがありません
failed-notfound-advice = アドレスが変わったか、この記録には表示されないページです。ホームから探してください。
failed-unavailable-title = いまは記録を表示できません
failed-unavailable-advice = 記録を取り出せませんでした。記録は失われていません。少し待ってから、もう一度開いてください。急いで必要なときは、医療機関や薬局に直接聞いてください。
failed-unavailable-action = もう一度開く
failed-outdated-title = ページが新しくなりました
failed-outdated-advice = ポータルが更新されました。ページを読み直すと、続きを見られます。
failed-outdated-action = 読み直す

form-person-unknown = この人は一覧にありません。ひとつ前の画面にもどって、もう一度選んでください。
form-language-unknown = この言語は選べません。設定の画面から選んでください。
form-text-size-unknown = この文字の大きさは選べません。設定の画面から選んでください。
form-try-again = いまは受け付けられませんでした。少し待ってから、もう一度お試しください。
