# どのページにもある枠：名前、行き先、誰の記録か

app-name = ミカタ
skip-to-content = 本文へ進む
demo-banner = デモ：出てくる人はすべて架空です
language-choice = 言語を選ぶ（Language）
sign-out = ログアウト
menu = メニュー
rail-sharing = 見せる相手
rail-history = 閲覧履歴
rail-people = 家族など
menu-agenda = 診察で聞くこと

places = 行き先
place-home = ホーム
place-medicines = くすり
place-labs = 検査
place-record = 記録
place-show = 見せる
place-summary = まとめ
place-documents = 文書

whose-record = { $name }さんの記録
whose-from-nobody-yet = まだどの医療機関・薬局からも届いていません
whose-from-nobody-shown = あなたが見られる種類では、どこから届いた記録もありません
whose-from-one = { $facility }から
whose-from-several = { $facility } ほか{ $others }か所から
whose-from-places = { $count }か所
as-of = { $date }時点

footer-who-decides = 治療のこと、薬をやめる・変えることは、医師・薬剤師に相談して決めてください。
footer-what-this-is = ミカタは、登録された記録をご本人が読むためのもので、診断や診察の代わりにはなりません。
