# 患者サマリー

summary-title = 患者サマリー
summary-lead = 大切なことのまとめです。診察や薬局で見せられます。感染症の検査の結果は入りません。
summary-basic = 基本情報
summary-name = 氏名
summary-sex = 性別
summary-birth-date = 生年月日
summary-age = 年齢

summary-profile = プロフィール
summary-allergies = アレルギー
summary-allergies-what = アレルギー
summary-contraindications = 使ってはいけない薬（薬剤禁忌）
summary-contraindications-what = 使ってはいけない薬（薬剤禁忌）
summary-infections = 感染症の検査
summary-infections-what = 感染症の検査
summary-infections-there = 検査の記録が{ $count }件あります。結果は、この画面にも印刷にも出ません。見せるときは、「感染症の検査」のページを開いてください。
summary-since = { $month }から
summary-undated = 日付は登録されていません

summary-medicines = 薬
summary-medicines-what = 最近の薬（処方）
summary-medicines-undated = 始まりの日が登録されていない薬
summary-medicine-name = 薬の名前
summary-medicine-amount-and-usage = 1日の量・飲み方
summary-medicine-course = 期間
summary-days = { $count }日分
summary-possibly-still = まだ使っているかもしれません
summary-not-yet = これから
summary-past = 終わり
summary-medicines-group = { $month } · { $facility }
summary-medicines-over = 終わった薬 { $count } 件
summary-former = これまでの病名 { $count } 件は「記録」で見られます
summary-print = 印刷する
summary-not-sent = 登録されていません
summary-all-medicines = 薬をすべて見る

summary-tests = 主な検査
summary-tests-what = 主な検査の結果
summary-test-name = 検査
summary-test-value-and-range = 結果と基準値
summary-test-date-and-facility = 検査した日・所
summary-tests-none-outside = 基準値から外れているものはありません。
summary-tests-within = 基準値の中：{ $count } 項目
summary-tests-within-and-others = 基準値の中：{ $count } 項目、基準値と比べていないもの：{ $others } 項目
summary-all-tests = 検査をすべて見る

summary-clinics = 医療機関からの計画・アドバイス
summary-clinics-what = 6か月以内の療養上の計画・アドバイス
summary-last-visit = 前回受診日
summary-department = 診療科
summary-doctor = 医師
summary-main-diagnosis = 主な病名（主傷病）
summary-other-diagnoses = そのほかの病名（副傷病）
summary-icd10-label = 国際的な病気の分類（ICD-10）
summary-icd10 = { $code }
summary-icd10-named = { $code } { $name }
summary-plan = 療養上の計画・アドバイス
summary-plan-from-to = { $start }から{ $end }まで
summary-plan-from = { $start }から
summary-plan-to = { $end }まで
summary-shown-until = この欄は{ $date }まで表示されます。
summary-sent-by = { $facility }から
summary-open-document = 文書を開く
summary-icd10-print = （ICD-10：{ $code }）
