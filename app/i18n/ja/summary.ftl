# 患者サマリー

summary-title = 患者サマリー
summary-lead = { $date }時点の、大切なことのまとめです。診察や薬局で見せられます。印刷もできます。感染症の検査の結果は入りません。
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
summary-contraindication-mark = 薬剤禁忌
summary-infections = 感染症の検査
summary-infections-what = 感染症の検査
summary-infections-there = 検査の記録が{ $count }件あります。結果は、この画面にも印刷にも出ません。見せるときは、「感染症の検査」のページを開いてください。
summary-since = { $month }から
summary-recorded = { $month }に記録
summary-undated = 日付は登録されていません
summary-reactions = 出た症状：{ $reactions }

summary-medicines = 薬
summary-medicines-what = 最近の薬（処方）
summary-medicines-undated = 始まりの日が登録されていない薬
summary-medicine-name = 薬の名前
summary-medicine-amount = 1日の量
summary-medicine-days = 日数
summary-medicine-usage = 飲み方・使い方
summary-medicine-course = 期間
summary-days = { $count }日分
summary-possibly-still = まだ使っているかもしれません
summary-not-yet = これから
summary-past = 終わり
summary-facility = 医療機関
summary-not-sent = 登録されていません
summary-all-medicines = 薬をすべて見る

summary-tests = 主な検査
summary-tests-what = 主な検査の結果
summary-test-name = 検査
summary-test-value = 結果
summary-test-range = 基準値（下限–上限）
summary-test-status = 報告の段階
summary-test-date = 検査した日
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
