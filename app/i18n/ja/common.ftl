# いくつものページで使うことば：出どころ、登録なし、読み取れないもの

sources-title = 登録した医療機関
sources-explained = { $date }の時点で、次の医療機関・薬局から届いた記録です。ここに名前のない医療機関・薬局の記録は含まれていません。
sources-count = { $count }か所の記録だけ
sources-nobody-yet = { $date }の時点で、まだどの医療機関・薬局からも記録が届いていません。かかっている医療機関・薬局の記録がないときは、その医療機関・薬局の窓口に聞いてください。
sources-nobody-shown = { $date }の時点で、あなたが見られる種類では、どの医療機関・薬局から届いた記録もありません。見られない種類の記録があるともないとも言えません。
sources-last-received = 最後に届いた日：{ $date }

source-with-department = { $facility } { $department }
source-updated = 登録・更新：{ $date }
source-received = 届いた日：{ $date }
long-term = 長期保存

empty-registered-by = 次の医療機関・薬局の記録に、{ $what }はありません（{ $date }時点）：{ $facilities }。
empty-nobody-yet = { $what }は、まだどの医療機関・薬局からも届いていません（{ $date }時点）。
empty-advice = 「登録がない」ことは「ない」という意味ではありません。心あたりがあれば、診察のときや薬局で医師・薬剤師に伝えてください。

not-stated = 書かれていません
technical-term = 専門用語・番号を見る

unreadable-title = 読み取れなかった記録
unreadable-explained = 医療機関・薬局から届きましたが、ミカタでは内容を読み取れませんでした。届いたことが分かるように、ここに残しています。
unreadable-item = { $what }（{ $facility }から）
unreadable-ask = 内容を知りたいときは、{ $facility }に「共有した記録の内容を教えてください」と聞いてください。
unreadable-for-engineers = 医療機関・薬局の担当者に見せる情報
unreadable-found = 届いた内容：{ $found } ／ 本来の形：{ $expected }
unreadable-kind-diagnosis = 病名の記録
unreadable-kind-allergy = アレルギーまたは薬剤禁忌の記録
unreadable-kind-observation = 検査または感染症の検査の結果
unreadable-kind-prescription = 薬の処方
unreadable-kind-document = 文書
unreadable-kind-procedure = 手術・処置の記録
unreadable-kind-immunization = 予防接種の記録
unreadable-kind-other = そのほかの記録

doubted-title = これは、まちがいだったかもしれません
doubted-ask = { $facility }から、これを取り消す知らせが、おくれて届きました。いまも正しいかどうかは、{ $facility }に聞いてください。
unread-parts = 一部を読み取れませんでした：{ $parts }
part-onset = いつからか
part-ended = いつまでか
part-when = いつのことか
part-recorded = 記録日
part-value = 結果の値
part-components = 結果の内訳
part-range = 基準値
part-flag = 判定の印
part-status = いまの状態
part-severity = 種類や重さ
part-reaction = 出た症状
part-dosage = 飲み方・使い方
part-supply = 渡された量や日数
part-note = 備考
part-name = 名前や番号
part-who = 受診や担当者
part-other = そのほかの部分

loading = 読み込んでいます
offline = いま、インターネットにつながっていません。つながると、続きを見られます。
offline-as-of = いま、インターネットにつながっていません。この画面は { $date } 時点の記録です。

text-size = 文字の大きさ
text-size-normal = 標準
text-size-large = 大
text-size-largest = 特大
printed-on = 印刷した日：{ $date }
stand-ins = 〓は、どの書体にもない文字です（{ $letters }）。正しい文字は、送った医療機関が知っています。
