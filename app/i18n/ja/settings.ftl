settings-title = 設定
settings-language-title = 言語
settings-language-explained = 画面の言葉を選びます。医療機関・薬局が書いた内容は、書かれたままの言語で表示します。
settings-demo-title = このデモについて
settings-demo-explained = ここに出てくる人と記録はすべて架空です。データは医療機関が送るのと同じ形で取り込まれています。本物の記録を入れないでください。
settings-demo-change-person = ほかの人を選ぶ

settings-text-size-explained = 画面の文字を大きくします。ブラウザーの拡大もいつでも使えます。

settings-install-title = ホーム画面
settings-install-how = ミカタをホーム画面に置くには

# この端末への知らせ（プッシュ通知）
push-title = この端末への通知
push-explained = だれかがあなたの記録を見たとき、この画面を開いていなくても、この端末に通知します。あなたが代わりに記録を見ている人の救急も、その人が望むときは通知します。通知には、だれのことか、だれが見たか、何が書かれているかは入りません。
push-needs-scripts = この端末で使えるかどうかを調べています。スクリプトを使わない設定では使えません。
push-is-off = 通知はオフです。
push-is-on = 通知はオンです。
push-cannot = このブラウザーには、通知を受け取る機能がありません。iPhoneやiPadでは、このページをホーム画面に追加すると使えることがあります。
push-denied = このブラウザーで、通知がブロックされています。ブラウザーの設定で許可すると、使えるようになります。
push-not-here = このポータルは、端末への通知を行っていません。
push-failed = 切りかえられませんでした。ブラウザーの通知の仕組みに、つながらなかったのかもしれません。前のままです。
push-switch-on = 通知をオンにする
push-switch-off = 通知をオフにする
push-other = 記録が開かれました。だれが開いたか確かめられます。
push-refused = 見せる設定のない相手が記録を開こうとしました。内容は見られていません。
push-emergency = 緊急のため、あなたの記録が開かれました
push-caring = あなたが代わりに見ている人の記録が、緊急のために開かれました
