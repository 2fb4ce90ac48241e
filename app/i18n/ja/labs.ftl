# 検査

labs-title = 検査の結果
labs-what = 検査の結果
labs-lead = 新しい検査から順に並んでいます。検査の名前を押すと、これまでの結果を見られます。
labs-column-test = 検査
labs-column-range = 基準値
labs-column-earlier = これより前
labs-column-date = 検査した日
labs-column-value = 結果
labs-column-facility = 医療機関
labs-column-more = 診療科・検体など
labs-report = { $date } { $facility }
labs-undated = 日付は登録されていません
labs-no-range = 基準値は登録されていません
labs-range-inline = 基準値 { $range }
labs-standing-aside = （{ $standing }）
labs-positive = 陽性
labs-negative = 陰性
labs-indeterminate = 判定保留

labs-how-to-read = この表の読み方
labs-how-to-read-marks = ↑H は基準値より高い、↓L は基準値より低いという印です。◇基準外 は、高い・低いではなく基準から外れているという印です。印のほかに何も書かれていない結果は最終報告です。
labs-how-to-read-ranges = 基準値は医療機関ごとに違います。表の「基準値」は、いちばん新しい結果についてきたものです。印は、それぞれの結果についてきた基準値でつけています。
labs-how-to-read-ask = 基準値から外れただけでは病気とは決まりません。急に変わったときや体調が悪いときは、次の受診を待たずに、検査をした医療機関に電話してください。

labs-back-to-sheet = 検査の一覧へ戻る
labs-newest = いちばん新しい結果
labs-ask-doctor = 値の意味は、体の状態や薬によって変わります。検査をした医療機関の医師に聞いてください。
labs-all-results = これまでの結果（{ $count }件）
labs-name-there = 医療機関での名前
labs-as-written = 医療機関での名前：{ $name }
labs-department = 診療科：{ $name }
labs-specimen = 調べたもの：{ $name }
labs-doctor = 医師：{ $name }
labs-long-term = 長期保存

labs-show = 表示する検査
labs-show-all = すべての検査
labs-show-outside = 基準値から外れたもの（{ $count }）
labs-nothing-outside = いちばん新しい結果が基準値から外れている検査はありません。
labs-nothing-outside-advice = 基準値が登録されていない検査は、ここでは比べられません。気になることがあれば、検査をした医療機関の医師に聞いてください。
labs-future = 日付が今日より先になっています

labs-explained = この検査で分かること
labs-context-above = 基準値より高い（＋{ $by }）です。
labs-context-below = 基準値より低い（－{ $by }）です。
labs-context-high = 基準値より高いです。
labs-context-low = 基準値より低いです。
labs-context-within = 基準値の範囲内です。
labs-context-outside = 基準から外れています。
labs-context-up = 前回（{ $date } { $value }）より { $by } 高くなりました。
labs-context-down = 前回（{ $date } { $value }）より { $by } 低くなりました。
labs-context-about-the-same = 前回（{ $date } { $value }）とほぼ同じです。
labs-context-the-same = 前回（{ $date } { $value }）と同じです。
labs-context-in-a-row = { $since }から{ $count }回続けて、同じ側（高い・低い）に基準値から外れています。

labs-trend = これまでの変化
labs-trend-units = 単位が変わったため、単位ごとに分けて描いています。違う単位の数字は、そのままでは比べられません。
labs-trend-unit = 単位：{ $unit }
labs-trend-no-unit = 書かれていません
labs-trend-one = { $test }：{ $date }の1回だけです（{ $value }、{ $facility }）。
labs-trend-in-words = { $test }：{ $from }から{ $to }まで{ $count }回。いちばん低い値は { $lowest }、いちばん高い値は { $highest } です。
labs-trend-all-within = 基準値と比べられる{ $judged }回は、すべて範囲の中です。
labs-trend-some-outside = 基準値と比べられる{ $judged }回のうち、{ $outside }回が範囲の外です。
labs-trend-band = 色のついた帯は、{ $facility }の基準値の範囲です。
labs-trend-band-changed = 途中で基準値が変わっています。
labs-trend-outside = 塗りつぶした印は、基準値から外れた値です。
labs-trend-bound = 矢印のある印は、測れる限界より低い（または高い）値です。本当の値は矢印の先にあります。
labs-trend-left-out = 図に描けない結果があります：{ $reasons }。下の表で見られます。
labs-trend-left-words = 数字ではない結果 { $count }件
labs-trend-left-undated = 日付が日まで分からない結果 { $count }件
labs-trend-left-cancelled = 中止された検査 { $count }件
labs-older-results = それより前の結果を見る（{ $count }件）
