# 日付・数値・名前の書き方

date-day = { $year }年{ $month }月{ $day }日
date-month = { $year }年{ $month }月
date-year = { $year }年
date-with-era = { $date }（{ $era }）
date-with-eras = { $date }（{ $former }・{ $latter }）
date-with-time = { $date } { $time }
era-meiji = 明治
era-taisho = 大正
era-showa = 昭和
era-heisei = 平成
era-reiwa = 令和
era-first-year = { $era }元年
era-year = { $era }{ $year }年
month-name-1 = 1月
month-name-2 = 2月
month-name-3 = 3月
month-name-4 = 4月
month-name-5 = 5月
month-name-6 = 6月
month-name-7 = 7月
month-name-8 = 8月
month-name-9 = 9月
month-name-10 = 10月
month-name-11 = 11月
month-name-12 = 12月
list-separator = 、

facility-unnamed = 医療機関 { $code }
sex-male = 男性
sex-female = 女性
sex-other = その他
sex-unknown = 不明
age-in-years = { $years }歳
age-unknown = 年齢不明

measured-yes = はい
measured-no = いいえ
measured-absent = 測定されていません
measured-absent-because = 測定されていません（理由：{ $reason }）
measured-not-sent = 値は送られていません
measured-unreadable = 読み取れない値（届いたままの内容：{ $text }）
range-from = { $low } 以上
range-to = { $high } 以下
range-with-words = { $range }（{ $words }）

standing-low = 基準値より低い
standing-within = 基準値の範囲内
standing-high = 基準値より高い
standing-outside = 基準から外れている
standing-not-judged = 基準値と比べていません
standing-mark-low = ↓L
standing-mark-high = ↑H
standing-mark-outside = ◇外

result-status-registered = 検査中
result-status-preliminary = 中間報告
result-status-final = 最終報告
result-status-amended = 最終報告（変更あり）
result-status-corrected = 最終報告（訂正あり）
result-status-cancelled = 検査中止
result-status-entered-in-error = 誤って登録されたもの
result-status-unknown = 報告の段階は不明

clinical-status-active = 治療中
clinical-status-recurrence = 再発
clinical-status-relapse = 再燃
clinical-status-inactive = 落ち着いている
clinical-status-remission = 寛解（症状がおさまっている）
clinical-status-resolved = 治った
clinical-status-unknown = 状態は不明
clinical-status-not-stated = 状態は書かれていません

taking-now = いま飲む・使うくすり
taking-possibly-still = まだ使っているかもしれないくすり
taking-not-yet = これから使うくすり
taking-past = これまでのくすり

document-kind-referral = 診療情報提供書（紹介状）
document-kind-discharge-summary = 退院時サマリー
document-kind-patient-summary = 患者サマリー（療養計画書）
document-kind-checkup = 健診結果報告書
document-kind-prescription = 処方箋
document-kind-other = その他の文書

lab-group-blood-sugar = 血糖
lab-group-kidney = 腎臓・尿酸
lab-group-liver = 肝臓
lab-group-lipids = 脂質（コレステロールなど）
lab-group-blood-count = 血球（貧血など）
lab-group-electrolytes = 電解質（塩分・ミネラル）
lab-group-protein = たんぱく質（栄養など）
lab-group-pancreas = 膵臓
lab-group-muscle = 筋肉・心臓の筋肉
lab-group-heart = 心臓
lab-group-inflammation = 炎症
lab-group-coagulation = 血液の固まりやすさ
lab-group-urine = 尿
lab-group-blood-type = 血液型
lab-group-other = その他の検査

code-system-yj = YJコード（くすりの番号）
code-system-general-name = 一般名コード（成分の名前の番号）
code-system-hot = HOTコード（くすりの番号）
code-system-icd10 = ICD-10（国際的な病気の分類）
code-system-disease = 病名管理番号
code-system-disease-exchange = 病名交換用コード
code-system-disease-claim = レセプト電算用の病名コード
code-system-jlac10 = JLAC10（検査の番号）
code-system-jlac11 = JLAC11（検査の番号）
code-system-local-test = この医療機関の中での番号
code-system-jfagy = J-FAGY（アレルギーの原因の番号）
code-system-other = そのほかの番号

axis-year-month = { $year }年{ $month }月
axis-month = { $month }月
axis-day = { $month }月{ $day }日
