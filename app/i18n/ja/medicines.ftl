# くすり

medicines-title = くすり
medicines-what = くすり（処方）
medicines-what-now = 今日の分があるくすり
medicines-lead = 医療機関から届いた処方です。{ $date }の時点で、始まりの日と日数から数えています。
medicines-possibly-still-explained = 終わりの日が計算できないくすりです。まだ使っているか、もうやめたかは、ここからは分かりません。
medicines-show-past = これまでのくすりを見る（{ $count }件）
medicines-from = { $facility }から
medicines-ask-before-stopping = 薬局で買ったくすりや、まだ届いていない処方は、ここに出ません。やめたいとき、変えたいときは、医師か薬剤師にきいてください。
medicines-prescribed = 処方した日
medicines-document = 「{ $title }」を開く
medicines-usage = 飲み方・使い方
medicines-usage-not-sent = 送られていません
medicines-per-day = 1日の量
medicines-per-dose = 1回の量
medicines-supplied = 日数
medicines-days = { $count }日分
medicines-times = { $count }回分
medicines-route = 使うところ
medicines-as-needed = 必要なときだけ（頓用）
medicines-as-printed = 処方に書かれたままの文
medicines-dosage-number = 使い方 { $number }
medicines-course = 期間
medicines-quantity = 全部の量
medicines-prescriber = 処方した医師
medicines-category = 処方の区分
medicines-amount-per-day = 1日 { $amount }
medicines-amount-per-dose = 1回 { $amount }

course-from-to = { $start }から{ $end }まで
course-to = { $end }まで（始まりの日は送られていません）
course-from = { $start }から（{ $why }）
course-unknown = 始まりの日も終わりの日も分かりません（{ $why }）
course-open-as-needed = 必要なときに使うくすりなので、終わりの日は決まりません
course-open-no-days = 日数が送られていないので、終わりの日は計算できません
course-open-no-start = 始まりの日が送られていないので、終わりの日は計算できません
