# アクセス履歴：誰が、いつ、何のために記録を開いたか。改ざんがないことの確かめ

history-title = 閲覧履歴
history-open = だれが記録を見たか（閲覧履歴）

history-pending = まだ確かめていません
history-pending-scripts = 画面の準備ができしだい、この履歴に抜けや書きかえがないことを、お使いのブラウザーが確かめます。スクリプトを使わない設定では確かめられません。「手もとに残す」の「証明つきの履歴」を保存すれば、ほかのプログラムで確かめられます。
history-not-now = いまは確かめられませんでした
history-not-now-advice = 履歴を受け取れなかったため、正しいとも、書きかえられたとも言えません。少し待ってから、もう一度開いてください。
history-verified = 確かめました：{ $count }件すべてに、抜けも書きかえもありません（{ $date }まで）
history-verified-means = それぞれの記録が、あとから変えられない台帳に入っていて、1番から順にそろっています。
history-being-sealed = 新しい{ $count }件を確認しています（{ $sealed }件は確かめました）
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
history-altered-advice = ご利用の方に原因はありません。この画面を印刷するか写真にとり、「手もとに残す」の「証明つきの履歴」を保存して、このポータルを運営するところに知らせてください。ログアウトすると確認用の控えが消えるため、知らせるまではログアウトしないでください。

history-who-own = あなた
history-who-other-person = ほかの利用者
history-who-caregiver = ご家族・支援者
history-who-caregiver-named = { $label }：{ $name }さん（ご家族・支援者）
history-who-caregiver-called = { $label }（ご家族・支援者）
history-who-facility = 医療機関・薬局（番号なし）
history-who-operator = ポータルの運営者
history-who-visitor = ログインしていない人

history-purpose-own-record = 自分の記録を見るため
history-purpose-own-entry = 自分の記録に書き込むため
history-purpose-keeping = この端末で、ネットワークがなくても読めるようにするため
history-purpose-care = 診療のため
history-purpose-safety-check = 処方する薬の安全を確かめるため
history-purpose-access-history = 閲覧履歴を見るため
history-purpose-emergency = 緊急のため

history-asked-for = 求められたもの：{ $what }
history-asked-record = あなたの記録
history-asked-own-entry = 自分で書いた記録（書く、直す、消す）
history-asked-keeping = あなたの記録の写し（暗号化して、その端末に保存しました）
history-asked-check = 処方する薬が、飲んでいる薬と合うかどうか（記録そのものは渡していません）
history-asked-history = あなたの閲覧履歴

history-granted = 開きました
history-refused = 開けませんでした（内容は見られていません）
history-outcome-unknown = 結果が分かりません

history-keep-title = 手もとに残す
history-keep-explained = 証明つきの履歴は、このポータルがなくても、別のプログラムで確かめられます。前に保存したものと比べることもできます。
history-keep-verify = ファイルを受け取る前に、本人の確認をもう一度お願いすることがあります。確認のあと、この画面に戻ります。
history-keep-csv = 表（CSV）
history-keep-proof = 証明つきの履歴（JSON）
history-keep-fhir = 医療システム用（FHIR）

history-limits-title = 確かめても、分からないこと
history-limits-bypass = このプログラムを通らずに記録が読まれた場合（たとえばデータベースを直接開いた場合）は、履歴に残りません。
history-limits-newest = まだだれも見ておらず、外にも控えがない、いちばん新しい記録が消された場合は、分かりません。
history-limits-names = 医療機関・薬局の名前は、番号をもとにいま表示しているものです。証明に含まれるのは番号です。
history-limits-forgets = 前回との比べは、このブラウザーの記憶によります。ログアウトすると消えます。残したいときは、証明つきの履歴を保存してください。

history-csv-number = 記録番号
history-csv-time = 日時
history-csv-who = だれが
history-csv-facility = 医療機関・薬局の番号
history-csv-purpose = 目的
history-csv-asked = 求められたもの

history-lead = あなたの記録を、いつ、どの医療機関・薬局が、どの職種で、何のために開いたかの一覧です。開けなかった場合も残ります。
history-questions-title = 医療機関・薬局への質問
history-question-waits = 記録番号 { $number } への質問：回答を待っています（{ $at }に送信）
history-question-answered = 記録番号 { $number } への質問：回答があります（{ $at }）

history-filter = しぼりこむ
history-filter-who = だれが
history-filter-all = すべて
history-filter-facilities = 医療機関・薬局の人
history-filter-machines = 医療機関・薬局のシステムの自動の問い合わせ
history-filter-caregivers = 家族・支援者、ほかの利用者
history-filter-own = ご自身
history-filter-emergency = 緊急だけ
history-filter-refused = 断ったものだけ
history-filter-from = いつから
history-filter-until = いつまで
history-filter-submit = しぼりこむ
history-filter-clear = しぼりこみをやめる
history-filtered = しぼりこみ：{ $what }。全{ $entries }件のうち{ $found }件が当てはまります。
history-filtered-from = { $day }から
history-filtered-until = { $day }まで
history-filtered-verified = 抜けや書きかえがないことは、しぼりこみにかかわらず、いつも履歴の全部で確かめます。
history-problem-who = 「だれが」の指定が分からないため、すべての人の記録を表示しています。
history-problem-from = 「いつから」が日付ではないため、この条件は使っていません。2024-07-01 のように指定してください。
history-problem-until = 「いつまで」が日付ではないため、この条件は使っていません。2024-07-31 のように指定してください。
history-problem-order = 「いつまで」が「いつから」より前です。当てはまる日がありません。

history-visits-title = 開いた記録（新しい順）
history-none = まだ何もありません。
history-none-found = 当てはまるものはありません。ほかの記録がないという意味ではありません。
history-none-here = このページには何もありません。もっと新しいページを見てください。
history-page = { $pages }ページ中の{ $page }ページ目
history-pages = 一覧のページ
history-older = もっと古いもの
history-newer = もっと新しいもの
history-own-day = { $day }：あなたが開きました（{ $count }回）
history-count = 記録の数：{ $count }件
history-count-refused = （うち断ったもの：{ $count }件）
history-each-entry = 1件ずつ見る
history-entry-more = くわしく見る、質問する
history-refused-here = 断ったもの
history-left-out = ほかに、これより古いものが{ $count }件あります。「手もとに残す」の「表（CSV）」には全部入っています。
history-emergency = 緊急
history-day-at = { $day } { $at }
history-day-from-to = { $day } { $first }から{ $last }まで
history-at-number = { $at }・記録番号 { $number }

history-who-machine = { $name }（システムの自動の問い合わせ）
history-who-unknown = この画面では表せない人

history-role = 職種：{ $role }
history-role-doctor = 医師
history-role-nurse = 看護師
history-role-pharmacist = 薬剤師
history-role-clerk = 受付・事務
history-role-emergency = 救急の医師
history-role-administrator = 管理者
history-role-unknown = この画面では表せない職種

history-purpose-on-behalf = あなたの代わりに見るため
history-purpose-deciding = あなたの代わりに、見せる相手を決めるため
history-purpose-own-link = 共有リンクを作る・終わらせるため
history-purpose-shared-link = あなたの共有リンクを開くため
history-asked-own-link = 共有リンクの作成・終了（記録の中身は読んでいません）
history-asked-shared-link = 共有リンクに入れた内容（作ったときのもの。記録そのものは読んでいません）
history-recipient = 開いた人は「{ $name }」と名乗りました（確かめられていません）
history-asked-deciding = 見せる相手を決めること（記録の中身は読んでいません）
history-purpose-erasure = 法律にもとづいて、前の履歴を消すため
history-asked-erasure = あなたの閲覧履歴（前のもの）を消すこと
history-erased = これより前の{ $count }件は、この日に、法律にもとづいて消されました。書きかえではありません。心あたりがないときは、ポータルを運営するところに聞いてください。
history-purpose-desk = 受付で本人を確かめるため
history-purpose-unknown = この画面では表せない目的

history-asked-desk = 氏名・カナ・生年月日・性別（診療の記録は渡していません）
history-asked-unknown = この画面では表せないもの

history-kinds = 見ることができた種類：{ $kinds }（中身があったかどうかは、ここには残しません）
history-ground = 根拠：
history-ground-decision = あなたが決めた共有（番号 { $number }）
history-ground-oral = 根拠：口頭での同意（医療機関・薬局がそう記録しました）。原因となった薬だけを伝えました
history-ground-mandate = 根拠：あなたの代わりに見る人の登録
history-ground-emergency = 根拠：命にかかわり、あなたに確かめられない緊急（そのつどの同意はいりません）
history-reason = 病院が書いた理由：{ $reason }
history-reason-unconscious = 意識がはっきりしない
history-reason-injured = 重いけが
history-reason-cannot-tell = 小児・認知症などで、確かめられる人がいない
history-reason-other = その他

history-ask = 記録番号 { $number } について医療機関・薬局に質問する
history-ask-waits = 記録番号 { $number } への質問を見る（回答待ち）
history-ask-answered = 記録番号 { $number } への回答を見る

history-csv-outcome = 結果
history-csv-role = 職種
history-csv-kinds = 見ることができた種類
history-csv-consent = 根拠となった決定

entry-title = 記録番号 { $number }
entry-back = 閲覧履歴へ戻る
entry-questions-title = この記録についての質問
entry-no-facility = 医療機関・薬局が開いたものではないため、質問を送る先がありません。
entry-question = 質問
entry-asked-at = { $at }に送信
entry-answer = 医療機関・薬局からの回答
entry-answered-at = { $at }に回答
entry-waits = 医療機関・薬局の回答を待っています。回答には日にちがかかることがあります。回答があると、閲覧履歴のはじめに表示されます。
entry-withdraw = 質問を取り消す
entry-withdraw-too-late = この質問は取り消せません。すでに回答されたか、取り消されています。閲覧履歴をもう一度開いてください。
entry-ask = 医療機関・薬局に質問する
entry-ask-goes-to = 質問は、この医療機関・薬局の管理者に届きます。あなたの氏名と、この記録の日時・目的もいっしょに伝わります。体調や薬の相談は書かず、診察のときに聞いてください。
entry-ask-limits = { $longest }文字まで。1日に{ $a_day }件まで送れます。回答されるまでは取り消せます。
entry-ask-submit = 質問を送る
entry-problem-empty = 質問を書いてください。
entry-problem-too-long = { $longest }文字までです。いまは{ $found }文字あります。
entry-problem-unseen = { $at }文字目に、目に見えない文字があります。消してから送ってください。
entry-problem-waiting = この記録についての質問は、もう送ってあり、回答を待っています。
entry-problem-too-many = 質問は1日に{ $a_day }件までです。明日、もう一度送ってください。

# そのときの知らせ：ほかの人が記録を開いた、または開こうとした
news-label = 記録についての知らせ
news-other = 記録が開かれました。だれが開いたか確かめられます。
news-refused = 見せる設定のない相手が記録を開こうとしました。内容は見られていません。
news-emergency = 緊急のため、あなたの記録が開かれました
news-emergency-means = 命にかかわるときに、病院が開くことがあります。だれが、いつ開いたかを確かめてください。心あたりがないときは、その病院に質問できます。この知らせは、確かめるまで消えません。
news-answer = 医療機関・薬局への質問に、回答が届いています
news-answer-open = 回答を読む
news-see-who = だれが見たかを確かめる
news-dismiss = 閉じる
history-visit-stated = あなたが来院していると伝えました（{ $shown }）。
history-signed-out = あなたのログインをすべて終わらせました（理由：{ $why }）。
