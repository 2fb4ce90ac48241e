# 断られたフォーム：何がいけなかったか、何も変わっていないこと、戻る道（サーバーだけが使うことば）

refused-title = 受け付けられませんでした
refused-title-not-yours = この操作はできません
refused-title-not-there = 見つかりませんでした
refused-title-overtaken = 先に変わっていました
refused-title-too-often = 少し待ってください
refused-title-other-address = ミカタのアドレスは別のものです
refused-title-unavailable = いまは受け付けられませんでした

refused-incomplete = 送られた内容の一部が足りないか、読み取れませんでした。前の画面に戻って、もう一度お試しください。
refused-too-large = 送られた内容が大きすぎます。短くして、もう一度お試しください。
refused-not-yours = いまログインしている人には、この操作はできません。
refused-elsewhere = ミカタの画面から送られたものではないため、受け付けませんでした。ミカタの画面を開いて、そこから送ってください。
refused-session-ended = ログインの時間が切れていたので、まだ何も変わっていません。下の文章を写しておいて、ログインしてから、もう一度送ってください。
refused-sign-in = ログインする
refused-token = この画面は、いまのログインより前に開いたものです。安全のため、ここから送られたものは受け付けませんでした。画面を開き直して、もう一度送ってください。
refused-not-there = 変更する項目、または開く項目が見つかりません。もうなくなったか、アドレスが違っています。
refused-overtaken = この画面を開いたあとに、変わったものがあります。前の画面を開き直して、確かめてください。
refused-too-often-files = 短い時間に何度も取り出しました。続けて取り出せる回数には、限りがあります。
refused-too-often-own = 短い時間に何度も書いたり消したりしました。続けてできる回数には、限りがあります。
refused-wait = あと{ $minutes }分ほど待ってから、もう一度お試しください。
refused-field = 足りない、または読み取れない項目：{ $field }
refused-nothing-changed = 何も変えていません。
refused-typed = 書いた内容（送られていません。ここから写せます）
refused-other-address = ログインもそのほかのことも、次のアドレスでだけ使えます。
refused-back = 前の画面に戻る

form-person-unknown = この人は一覧にありません。ひとつ前の画面に戻って、もう一度選んでください。
form-language-unknown = この言語は選べません。設定の画面から選んでください。
form-text-size-unknown = この文字の大きさは選べません。設定の画面から選んでください。
form-try-again = いまは受け付けられませんでした。少し待ってから、もう一度お試しください。
form-consent-unknown = この内容では決められませんでした。共有の設定に戻って、もう一度選んでください。
form-consent-days = 「いつまで」の日にちが足りないか、おわりの日がはじめの日より前です。「日を決める」を選ぶときは、はじめの日とおわりの日の両方を入れてください。
form-consent-what = 「何を」で選んだことと、種類ごとに選んだものが合いません。「種類を選ぶ」を選んでから、見せる種類を選んでください。
form-consent-subject = 「見せない分野」に、ここにはない分野があります。ページを開き直して、選び直してください。
form-consent-whom = 「だれに」が選ばれていないか、ここにはない相手です。共有の設定に戻って、選び直してください。
form-consent-oneself = だれに何を見せるかを決められるのは、ご本人だけです。
form-agenda-no-record = 聞きたいことは、開いている記録について書きます。見る記録を選んでから、もう一度開いてください。
form-own-oneself = ご本人の記録を書いたり消したりできるのは、ご本人だけです。
show-oneself = この紙とファイルを受け取れるのは、ご本人だけです。
form-history-oneself = だれが記録を見たかをたずねられるのは、ご本人だけです。
