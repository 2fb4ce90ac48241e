# 文書

documents-title = 文書
documents-what = 文書（紹介状・退院時サマリー・健診結果など）
documents-lead = 医療機関が書いた文書です。新しい順に並んでいます。
documents-back-to-list = 文書の一覧へ戻る
documents-date = 作成日
documents-addressee = 宛先（紹介先）
documents-organization = 作成した医療機関
documents-department = 診療科
documents-doctor = 作成した医師
documents-admitted = 入院日
documents-discharged = 退院日
documents-examined = 健診を受けた日
documents-examined-until = 健診が終わった日
documents-visited = 受診日
documents-visited-until = 受診の終わり
documents-shown-until = この文書は{ $date }まで表示されます。
documents-section-untitled = 見出しのない部分
documents-section-empty = この欄は、何も書かれていない状態で届きました。
documents-not-sent = 登録されていません

documents-result-name = 項目
documents-result-value = 結果
documents-result-range = 基準値
documents-result-date = 日付
documents-result-about = 「{ $name }」について

documents-main-diagnosis = 主傷病
documents-contraindication = 薬剤禁忌
documents-reactions = 出た症状：{ $reactions }
documents-from-to = { $start }から{ $end }まで
documents-from = { $start }から
documents-to = { $end }まで
documents-by-doctor = 医師：{ $name }
documents-days = { $count }日分
documents-performed = { $date }に実施
documents-vaccinated = { $date }に接種
documents-vaccinated-undated = 接種済み（日付は登録されていません）
documents-not-vaccinated = 接種していないという記録（{ $date }）
documents-not-vaccinated-undated = 接種していないという記録
documents-attachment = 添付
documents-attachment-included = 文書といっしょに届いています。中身はここでは開けません。作成した医療機関に聞いてください。
documents-attachment-elsewhere = 名前だけが届いています。中身は作成した医療機関にあります。
documents-attachment-type = 形式：{ $kind }
documents-entry-unreadable = この部分は届いていますが、読み取れませんでした。作成した医療機関に聞いてください。
documents-entry-unreadable-where = 読み取れなかったところ
