# 検査

labs-title = 検査の結果
labs-what = 検査の結果
labs-lead = 新しい検査から順に並んでいます。検査の名前を押すと、これまでの結果を見られます。
labs-column-test = 検査
labs-column-range = 基準値
labs-column-earlier = これより前
labs-column-date = 検査した日
labs-column-value = 結果
labs-column-standing = 基準値と比べて
labs-column-status = 報告の段階
labs-column-facility = 医療機関
labs-column-more = くわしく
labs-report = { $date } { $facility }
labs-undated = 日付は送られていません
labs-no-range = 基準値は送られていません
labs-range-inline = 基準値 { $range }
labs-standing-aside = （{ $standing }）
labs-positive = 陽性
labs-negative = 陰性
labs-indeterminate = 判定保留

labs-how-to-read = この表の読み方
labs-how-to-read-marks = ↑H は基準値より高い、↓L は基準値より低いという印です。◇外 は、高い・低いではなく基準から外れているという印です。印のほかに何も書かれていない結果は最終報告です。
labs-how-to-read-ranges = 基準値は医療機関ごとに違います。表の「基準値」は、いちばん新しい結果についてきたものです。印は、それぞれの結果についてきた基準値でつけています。
labs-how-to-read-ask = 基準値から外れていても、すぐに病気というわけではありません。気になる値は、検査をした医療機関の医師にきいてください。

labs-back-to-sheet = 検査の一覧へもどる
labs-newest = いちばん新しい結果
labs-previous = その前の結果は { $value }（{ $source }）
labs-ask-doctor = 値の意味は、体の状態やくすりによって変わります。検査をした医療機関の医師にきいてください。
labs-all-results = これまでの結果（{ $count }件）
labs-name-there = 医療機関での名前
labs-as-written = 医療機関での名前：{ $name }
labs-department = 診療科：{ $name }
labs-specimen = 調べたもの：{ $name }
labs-doctor = 医師：{ $name }
labs-long-term = 長期保存
