# 見せる・渡す

show-title = 見せる・渡す
show-counter = 薬局や病院の窓口で見せる
show-counter-what = 薬・アレルギー・腎臓の働きを、大きな字で1画面に出します。
show-doctor = 医師に見せる
show-doctor-what = 画面の患者サマリーです。アレルギー・病気・薬・検査を1枚にまとめています。
show-consent = 病院の画面から見てもらう
show-consent-what = どの医療機関に、何を、いつまで見せるかを決めます。
show-link = 共有リンク・QRコードで見せる
show-link-what = このポータルを使っていない医師にも、ブラウザーで見てもらえます。期限を決め、いつでも終わらせられます。
show-paper = 紙・ファイルで渡す
show-proof-first = 受け取る前に、ご本人の確認をもう一度します。「ふだんは見せない」「緊急のときも見せない」と決めたものも載ります。感染症の検査は選んだときだけ載りますが、病名や薬の名前から分かることがあります。渡したものは、相手の手もとに残ります。
show-emergency = 救急のときに見せる紙（PDF）
show-emergency-what = アレルギー・命にかかわる薬・病名・連絡先。折って、マイナンバーカードと一緒に持ち歩けます。
show-summary = 患者サマリーの紙（PDF）
show-summary-what = 同じものを紙で。初めてかかる医師に渡せます。
show-text = カルテに貼れる文字（テキスト）
show-text-what = 患者サマリーを、医師がカルテに写せる文字だけのファイルで。
show-fhir = ほかの病院の機械で読むファイル（FHIR）
show-fhir-what = 国際的な決まり（IPS）の形で、海外の病院でも読めることがあります。中身は、患者サマリーの紙で確かめられます。
show-with-infections = 感染症の検査も載せて受け取る
show-of = （{ $what }）
