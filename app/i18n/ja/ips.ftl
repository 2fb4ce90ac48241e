# 国際患者サマリー（IPS）：外国でも読まれる文書の見出しと語（サーバーだけが使うことば）

ips-title = 国際患者サマリー（International Patient Summary）
ips-author = { $app }（プログラムによる自動作成）

ips-section-problems = 傷病名
ips-section-allergies = アレルギー・薬剤禁忌
ips-section-medications = 処方・使用薬
ips-section-results = 検査結果
ips-section-immunizations = 予防接種
ips-section-procedures = 手術・処置
ips-section-past-problems = 既往歴
ips-section-plan-of-care = 療養上の計画

# 値の前に置く語。コロンはあとから付く。
ips-against = これに反する登録
ips-amount = 総量
ips-at-most = 最大量
ips-category = 区分
ips-certainty = 確からしさ
ips-criticality = 重い症状のおそれ
ips-days = 日数
ips-days-of-use = 使う日
ips-days-with = 続けて使う日数
ips-days-without = そのあと休む日数
ips-department = 診療科
ips-dosage = 用法・用量
ips-every-months = 1回ごとの間隔（か月）
ips-every-weeks = 1回ごとの間隔（週）
ips-ended = 終了日
ips-judgement = 判定
ips-last-visit = 最終受診日
ips-measured = 検査・測定日
ips-note = 備考
ips-onset = 発症日
ips-per-day = 1日量（使う日）
ips-per-dose = 1回量
ips-reaction = 症状・反応
ips-reason = 理由
ips-recorded = 記録日
ips-route = 投与経路
ips-sent-as = 送られた情報の種類
ips-since = 開始日
ips-source = 登録元
ips-specimen = 検体
ips-status = 状態
ips-times-a-week = 1週間の回数
ips-value = 結果
ips-written = 書かれたとおりの語
ips-written-in = 記載文書
# 行われなかったことの日付でもありうる。
ips-date = 日付

ips-in-doubt = いっしょに送られた情報により、意味が変わる可能性がある（要確認）
# 後ろに情報の種類の名前が付く。
ips-kinds-not-included = この項目のうち、このサマリーに含まれていない種類（「ない」ことを示すものではありません）
ips-newest-of-each-test = 主な検査と、含まれていれば感染症の検査について、それぞれ最新の結果だけを載せている（感染症は医療機関ごと）
ips-not-as-resource = この文章だけにあり、構造化データには入っていない
ips-not-every-day = 毎日ではない、または毎日とはかぎらない（用法の文を確認）
ips-not-included = この項目は、このサマリーに含まれていません（「ない」ことを示すものではありません）。
ips-nothing-current = この項目のうち、このサマリーの対象（現在・最近のもの、または選ばれたもの）にあたる登録がありません（「ない」ことを示すものではありません）。
ips-nothing-recorded = このサマリーのもとになった記録には、この項目の登録がありません（「ない」ことを示すものではありません）。
# 後ろに件数が付く。
ips-older-left-out = 記録にあって、この項目には入れていない登録の件数（以前のもの、主な検査以外のものなど）
ips-to-be-asked = 同じところの、あとの処方と期間が重なっている（両方を使うのか要確認）
ips-uneven = 1日の中で量が異なる（不均等。用法の文を確認）

# FHIRのコード。種類の違う記録が同じコードを使う。
ips-code-cancelled = 取り消し・中止
ips-code-completed = 完了
ips-code-confirmed = 確定
ips-code-draft = 下書きの処方
ips-code-inactive = 活動性なし
ips-code-issued = 処方済み
ips-code-not-ordered = まだ処方ではない予定・提案
ips-code-on-hold = 休止・見合わせ中
ips-code-resolved = 治癒・消失
ips-code-status-not-known = 処方されたかどうか不明
ips-code-stopped = 中止
ips-code-unconfirmed = 未確定（疑い）
ips-code-unknown = 不明
ips-code-per-dose = 1回
ips-code-hours = 時間
ips-code-days = 日
ips-code-lifetime = 生涯
