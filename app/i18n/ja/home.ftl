home-title = ホーム
home-must-not = 使ってはいけないもの
home-contraindications = 使ってはいけない薬（薬剤禁忌）：{ $medicines }
home-grave-allergies = 重い症状のおそれがあるアレルギー：{ $names }

home-news-title = 新しく届いた記録
home-news-since = 前回（{ $date }）ご覧になったあとに届いたものです。
home-news-nothing = 前回（{ $date }）ご覧になってから、新しく届いた記録はありません。
home-news-late = 受診から記録が届くまで、日数がかかることがあります。
home-news-line = { $date }まで全{ $count }回
home-news-recent = この { $days } 日のあいだに届いた記録をすべて見る
home-recent-title = 最近届いた記録
home-recent-since = この { $days } 日のあいだに届いたものです。
home-recent-nothing = この { $days } 日のあいだに届いた記録はありません。
news-contraindications = 薬剤禁忌 { $count }件
news-medicines = 薬 { $count }件
news-results = 検査 { $count }件
news-documents = 文書 { $count }件
news-diagnoses = 病名 { $count }件
news-suspected = 疑いのある病気 { $count }件
news-allergies = アレルギー { $count }件
news-infections = 感染症の検査 { $count }件
news-others = 手術・予防接種・「なし」の登録など { $count }件
news-unreadable = 読み取れない記録 { $count }件

home-now-title = 今日の分がある薬（処方の日数から計算）
home-now-nothing = 今日の分がある処方の登録はありません。
home-now-said = ほかに、ご本人が使っていると書いた薬が { $count } 種類あります。
home-now-possibly = ほかに、まだ使っているかもしれない薬が { $count } 種類あります。
home-now-names = 薬の名前を見る
home-now-all = 薬をすべて見る

home-tests-title = 検査の結果
home-tests-lead = この1年あまりの主な検査 { $recent } 項目のうち、{ $count } 項目が基準値の外です。
home-tests-means = 外れただけでは病気とは決まりません。急に変わったときや体調が悪いときは、待たずに電話してください。
home-tests-all = 検査をすべて見る
home-tests-more = ほかの { $count } 項目
home-tests-one = この検査の結果をすべて見る
home-tests-none = この1年あまりの主な検査 { $count } 項目に、基準値から外れているものはありません。
home-tests-not-compared = { $count } 項目は基準値と比べていません。高い・低いがないという意味ではありません。

home-advice-title = 医療機関からの計画・アドバイス
home-advice-visit = 受診日：{ $date }
home-advice-more = 患者サマリーで全部を見る
home-documents-title = 新しい文書
home-document-written = 書かれた日：{ $date }
home-documents-all = すべての文書を見る
home-something-unreadable = 届いたけれど読み取れなかった記録があります。何が届いたかを見る
home-sharing-decide = どの医療機関・薬局に何を見せるかを決める
home-sharing-people = 記録を見ることができる人（家族など）

home-questions-title = 分からないことがあるとき
home-questions-treatment = 病気や検査の結果、薬のことは、かかっている医師・薬剤師に聞いてください。この画面を見せながら聞くと伝わりやすくなります。
home-questions-record = 書かれていることが違うと思うときは、それを登録した医療機関・薬局に聞いてください。医療機関・薬局の名前は、どの記録にも書いてあります。
home-questions-words = むずかしいことばの説明を見る
home-now-not-read = 使い方に読み取れないところがある薬が { $count } 種類あります
home-now-to-ask = ほかの処方と期間が重なっていて、確かめてほしい薬が { $count } 種類あります
