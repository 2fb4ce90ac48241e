record-title = 記録
record-explained = アレルギーや病名など、どの医療機関でも大切になる情報です。登録した医療機関・薬局ごとに、そのまま表示しています。
record-contents = このページの中
record-to-documents = 紹介状や退院時サマリーなど、文書を見る

record-contraindications-title = 使ってはいけない薬（薬剤禁忌）
record-contraindications-name = 使ってはいけない薬（薬剤禁忌）
record-contraindications-explained = 重い副作用が出た、または出るおそれがある薬です。診察や薬局では、はじめに伝えてください。
record-contraindication-mark = 薬剤禁忌・使わない

record-allergies-title = アレルギー
record-allergies-name = アレルギー
record-reaction = 出た症状
record-severe-reaction = 症状の程度
record-severe-reaction-yes = 重い症状が出た
record-allergy-kind = 種類
record-allergy-severity = 重さ
record-written-on = 記録した日
allergy-category-food = 食べ物
allergy-category-medication = 薬
allergy-category-environment = 花粉・虫など身のまわりのもの
allergy-category-biologic = 血液・ワクチンなど生物由来のもの
allergy-severity-high = 重い症状のおそれがある
allergy-severity-low = 命にかかわるおそれは低い、と登録
allergy-severity-unable-to-assess = 判断できない
allergy-status-active = いまも注意が必要
allergy-status-inactive = いまは注意の対象でない、と登録（ためす前に医師に聞いてください）
allergy-status-resolved = なくなったと書かれています

record-diagnoses-title = 病名（傷病名）
record-diagnoses-name = 病名
record-diagnoses-explained = 医療機関が登録した病名です。検査や保険の手続きのためのものもあります。心あたりがなければ、登録した所に聞いてください。
record-diagnoses-former = これまでの病名
record-diagnosis-main = 主な病名（主傷病）
record-since = いつから
record-since-date = { $date }から
record-ended = いつまで
record-state = いまの状態
record-doctor = 医師

record-infections-title = 感染症の検査
record-infections-name = 感染症の検査の結果
record-infections-explained = 結果の意味は検査によって違います。陽性・陰性だけで決めずに、医師に聞いてください。
record-tested-on = 検査した日
record-report = 報告
record-range = 基準値
record-specimen = 調べたもの（検体）
record-earlier-results = これまでの結果を見る
verdict-positive = 陽性
verdict-negative = 陰性
verdict-indeterminate = 判定保留
value-with-verdict = { $value }（{ $verdict }）

record-procedures-title = 手術・処置
record-performed-on = 行った日
record-procedure-dated = 書かれている日
record-immunizations-title = 予防接種
record-immunized-on = 接種した日
record-immunization-not-given = 接種していません

record-in-documents-title = 文書に書かれた診断名・アレルギー
record-in-documents-explained = 紹介状などの文書の中に書かれたものです。上の登録とは別に、文書ごとに表示しています。
record-in-documents-diagnoses = 診断名
record-in-documents-allergies = アレルギー・薬剤禁忌
record-document-written = 書かれた日：{ $date }
record-see-documents = 文書の中にも書かれています。見る
record-see-unreadable = 読み取れなかった記録もあります。何が届いたかを見る
