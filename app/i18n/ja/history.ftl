# アクセス履歴：誰が、いつ、何のために記録を開いたか。改ざんがないことの確かめ

history-title = アクセス履歴
history-open = 誰が記録を見たか（アクセス履歴）
history-lead = あなたの記録を、いつ、どの施設が、何のために開いたかの一覧です。開けなかった場合も残ります。

history-pending = まだ確かめていません
history-pending-scripts = 画面の準備ができしだい、この履歴に抜けや書きかえがないことを、お使いのブラウザーが確かめます。スクリプトを使わない設定では確かめられません。下の「証明つきの履歴」を保存すれば、ほかのプログラムで確かめられます。
history-not-now = いまは確かめられませんでした
history-not-now-advice = 履歴を受け取れなかったため、正しいとも、書きかえられたとも言えません。少し待ってから、もう一度開いてください。
history-verified = 確かめました：{ $count }件すべてに、抜けも書きかえもありません（{ $date }までに封をした記録）
history-verified-means = それぞれの記録が、あとから変えられない台帳に入っていて、1番から順にそろっています。
history-being-sealed = 新しい{ $count }件に封をしているところです（封をした{ $sealed }件は確かめました）
history-being-sealed-means = ふつうは1秒ほどで終わります。終わると、この表示が変わります。
history-empty = まだ何も書かれていません。確かめることがありません。
history-compared = このブラウザーが前に確かめたとき（{ $date }の台帳）からの続きであることも、確かめました。
history-first-time = このブラウザーで確かめるのは初めてです。次からは、今回の続きであることも確かめます。

history-altered = この履歴は、抜けているか、書きかえられています
history-altered-key = 台帳に署名する鍵が、前と違います。
history-altered-head = 台帳の署名が正しくありません。
history-altered-content = { $number }番の内容が、書かれたときと違います。
history-altered-order = { $number }番があるはずのところに、別の番号があります。抜けているか、順番が変えられています。
history-altered-link = { $number }番が、その前の記録とつながりません。
history-altered-inclusion = { $number }番が、台帳の示された場所にありません。
history-altered-shorter = 前は{ $was }件ありましたが、いまは{ $is }件しかありません。
history-altered-fork = 台帳が、前に見たものの続きになっていません。
history-altered-more = ほかに{ $count }件あります。
history-altered-advice = あなたのせいではありません。この画面を印刷するか写真にとり、下の「証明つきの履歴」を保存して、このポータルを運営するところに知らせてください。ログアウトすると前の記憶が消えるため、知らせるまではログアウトしないでください。

history-others-title = ほかの人や施設
history-others-none = あなた以外が開いた、または開こうとした記録は、ここにはありません。
history-own-title = あなた自身
history-own-none = あなた自身が開いた記録は、まだありません。
history-own-count = あなたが開いた記録：{ $count }回分を見る

history-who-own = あなた
history-who-other-person = ほかの利用者
history-who-caregiver = あなたの家族・支援者
history-who-facility = 施設（番号なし）
history-who-operator = ポータルの運営者
history-who-visitor = ログインしていない人
history-who-unknown = この画面では表せない人

history-purpose-own-record = 自分の記録を見るため
history-purpose-care = 診療のため
history-purpose-safety-check = 処方する薬の安全を確かめるため
history-purpose-access-history = アクセス履歴を見るため
history-purpose-emergency = 緊急のため
history-purpose-unknown = この画面では表せない目的

history-asked-for = 求められたもの：{ $what }
history-asked-record = あなたの記録
history-asked-check = 処方する薬が、飲んでいる薬と合うかどうか（記録そのものは渡していません）
history-asked-history = あなたのアクセス履歴
history-asked-unknown = この画面では表せないもの

history-granted = 開きました
history-refused = 断りました
history-outcome-unknown = 結果がわかりません

history-from-to = { $first } から { $last } まで
history-entry = 記録番号 { $number }
history-entries = { $count }件（記録番号 { $from } から { $to } のうち）

history-keep-title = 手もとに残す
history-keep-explained = 証明つきの履歴は、このポータルがなくても、別のプログラムで確かめられます。前に保存したものと比べることもできます。
history-keep-csv = 表（CSV）
history-keep-proof = 証明つきの履歴（JSON）
history-keep-fhir = 医療システム用（FHIR）

history-limits-title = 確かめても、わからないこと
history-limits-bypass = このプログラムを通らずに記録が読まれた場合（たとえばデータベースを直接開いた場合）は、履歴に残りません。
history-limits-newest = まだ誰も見ておらず、外にも控えがない、いちばん新しい記録が消された場合は、わかりません。
history-limits-names = 施設の名前は、番号をもとにいま表示しているものです。証明に含まれるのは番号です。
history-limits-forgets = 前回との比べは、このブラウザーの記憶によります。ログアウトすると消えます。残したいときは、証明つきの履歴を保存してください。

history-csv-number = 記録番号
history-csv-time = 日時
history-csv-who = 誰が
history-csv-facility = 施設番号
history-csv-purpose = 目的
history-csv-asked = 求められたもの
history-csv-outcome = 結果

# そのときの知らせ：ほかの人が記録を開いた、または開こうとした
news-label = 記録についての知らせ
news-other = いま、だれかがあなたの記録を見ました
news-refused = いま、だれかがあなたの記録を開こうとして、断られました
news-emergency = 緊急のため、あなたの記録が開かれました
news-emergency-means = 命にかかわるときに、病院が開くことがあります。だれが、いつ開いたかを確かめてください。この知らせは、確かめるまで消えません。
news-see-who = だれが見たかを確かめる
news-dismiss = 閉じる
