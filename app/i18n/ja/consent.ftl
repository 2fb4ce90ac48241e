# 共有の設定：だれに何を見せるか

consent-title = 共有の設定
consent-open = 共有の設定を開く
consent-lead = だれに、あなたの記録の何を見せるかを決めます。決めたことはすぐに効き、いつでもやめられます。

consent-rules-title = 決めていないときは、どうなりますか
consent-rules-care = ふだんの診療では、あなたが決めるまで、どの施設にも見せません。患者サマリーを施設に渡すことはありません（あなたが画面や紙で見せることはできます）。
consent-rules-own = 感染症と手術・処置は、「すべて」には含まれません。それぞれに同意したときだけ見せます。
consent-rules-emergency = 命にかかわり、あなたに聞けないときは、病院の救急の担当者が、理由を記したうえで2時間だけ、同意なしで見ることがあります。見せたくない種類や1件は、あらかじめ除けます。見たことはかならず記録に残ります。
consent-rules-exclusion = 「見せない」と決めたことは、ほかで「見せる」と決めていても見せません。

consent-presets-title = まず、大きく決める
consent-preset-everyone = 治療してくれるところすべてに見せる
consent-preset-everyone-explained = あなたの記録を送ってきた施設が、そのつど選ばなくても見られます（感染症と手術・処置は除きます）。
consent-preset-ask = そのつど決める
consent-preset-ask-explained = 受診のたびに、見せる施設を下であなたが選びます（24時間だけ、など）。選ばなければ、どこにも見せません。
consent-preset-emergencies = 緊急のときだけ
consent-preset-emergencies-explained = 受診のときも見せません（下で施設を選ぶこともできなくなります）。命にかかわり、あなたに聞けないときだけ、病院が見られます。
consent-preset-none = いまは、あなたが細かく決めた内容です（下の「いま決まっていること」にあります）。
consent-preset-choose = これにする
consent-preset-current = いまはこれです

consent-switches-title = くわしく決める
consent-whom-label = だれに
consent-whom-choose = 選ぶ
consent-whom-anyone = 治療してくれるところすべて
consent-whom-hospitals = 治療してくれる病院すべて
consent-whom-clinics = 治療してくれる診療所すべて
consent-whom-pharmacies = 治療してくれる薬局すべて
consent-whom-care-providers = 治療してくれる介護事業所すべて
consent-whom-emergency = 緊急のときの病院
consent-whom-gone = いまはここにない施設（{ $code }）
consent-new-facility = はじめてかかる施設を選ぶ
consent-new-facility-code = 施設の番号（医療機関番号 10けた）
consent-new-facility-hint = 受付で聞いてください。
consent-switches-legend = { $whom }に見せるもの
consent-switch-does = オンにすると、{ $whom }が「{ $kind }」を見られます。
consent-switch-now = いま：{ $reason }。
consent-save = この内容にする
consent-blocked = 「{ $kind }」は、もっと広い範囲に「見せない」と決めてあるため、ここではオンにできません。下の「いま決まっていること」で先に取り消してください。

consent-term-label = 新しく見せるものは、いつまで見せますか（もう見せているものの期間は変わりません。短くするときは、いちど外してから見せ直してください）
consent-term-visit-choice = 24時間（1回の受診）
consent-term-home-care-choice = 在宅医療（この月を入れて3か月目の末まで。そのあとは毎月の訪問が続くあいだ）
consent-term-standing-choice = やめるまで続ける
consent-term-days-choice = 日を決める
consent-term-from = はじめの日
consent-term-until = おわりの日
consent-term-visit = 24時間
consent-term-home-care = 在宅医療が続くあいだ
consent-term-standing = やめるまで
consent-term-days = { $from }から{ $until }まで

consent-preview-title = { $whom }に見えるもの
consent-preview-explained = あなたが見られる記録のうち、相手に見える部分です。
consent-preview-alive = スイッチを動かすと、決める前に、見え方がここで変わります。
consent-preview-closed = 見えません（{ $reason }）
consent-preview-empty = 見えます（いまは0件）
consent-preview-count = { $count }件
consent-preview-more = ほか{ $count }件
consent-preview-unreadable = 読み取れなかった記録も{ $count }件、読み取れないまま見えます。
consent-preview-summaries = 患者サマリーは施設に渡さないため、文書の数に入っていません。
consent-emergency-cost = ここで外したものは、緊急のときにも病院に見えません。アレルギーや飲んでいるくすりなど、治療に役立つことが伝わらない場合があります。
consent-draft-nothing = この内容にしても、いま見えるものは変わりません。
consent-draft-appear = この内容にすると、「{ $kind }」が{ $count }件、見えるようになります：{ $names }
consent-draft-vanish = この内容にすると、「{ $kind }」が{ $count }件、見えなくなります：{ $names }

consent-kind-diagnoses = 病名
consent-kind-allergies = アレルギー
consent-kind-contraindications = 使ってはいけないくすり（薬剤禁忌）
consent-kind-infections = 感染症
consent-kind-tests = 検査
consent-kind-medicines = くすり（処方）
consent-kind-procedures = 手術・処置
consent-kind-immunizations = 予防接種
consent-kind-checkups = 健診結果
consent-kind-documents = 文書（紹介状・退院時のまとめ）

consent-reason-permitted = 見せると決めています
consent-reason-emergency = 緊急のときは見えます
consent-reason-none = 見せると決めていません
consent-reason-own = この種類だけの同意がまだありません
consent-reason-excluded = 見せないと決めています
consent-reason-does-not-treat = あなたの記録を送ってきたことがない施設です
consent-reason-not-a-hospital = 緊急のときに見られるのは病院だけです
consent-reason-unknown-facility = ここに登録されていない施設です
consent-reason-unreadable = 読み取れない設定があるため、どこにも見せていません

consent-items-title = 1件ずつ「これは見せない」と決める
consent-items-open = 開いて選ぶ（いま見せないもの：{ $count }件）
consent-items-explained = 選んだ1件は、どの施設にも見せません。文書を選ぶと、その中に書かれたものも、まるごと見せません。同じことがほかの記録や文書にも書かれているときは、それも選んでください。
consent-items-emergency = 「緊急のときも見せない」にすると、救急の担当者にも見えず、治療に役立つことが伝わらない場合があります。迷うときは「ふだんは見せない」を選べます。
consent-items-hidden = 見せないと決めたもの
consent-items-choose = 種類
consent-items-list = 一覧を出す
consent-items-newer = 新しいほうへ
consent-items-older = 古いほうへ
consent-items-page = { $pages }ページ中{ $number }ページ
consent-item-hide = ふだんは見せない
consent-item-hide-always = 緊急のときも見せない
consent-item-show = 見せてよい
consent-item-hidden-in-care = ふだんは見せません
consent-item-hidden-always = 緊急のときも見せません
consent-item-hidden-in-emergencies = 緊急のときだけ見せません

consent-decided-title = いま決まっていること
consent-decided-none = まだ何も決めていません。緊急のときのほかは、どこにも見せていません。
consent-everything = すべて
consent-everything-ordinary = 感染症と手術・処置のほかのすべて
consent-some-item = 記録の1件
consent-says-permit = { $whom }に、「{ $what }」を見せる（{ $term }）
consent-says-exclude = { $whom }には見せない：{ $what }
consent-says-exclude-anyone = どの施設にも見せない：{ $what }
consent-says-exclude-emergency = 緊急のときも見せない：{ $what }
consent-says-unreadable = 読み取れない設定です。「見せない」という意味だったかもしれないので、取り消されるまでどこにも見せません。
consent-given-at = 決めた日時：{ $at }
consent-withdraw = 取り消す
consent-download = 決めたことを FHIR Consent（JSON）でダウンロードする

consent-history-title = これまでの変更
consent-history-older = これより前の変更（{ $count }件）
consent-history-explained = 変更はすべて残ります。元に戻しても、24時間などの期限はのびません。
consent-history-none = 変更はまだありません。
consent-history-given = 決めたこと
consent-history-withdrawn = 取り消したこと
consent-change-switches = くわしく決めた
consent-change-item = 1件について決めた
consent-change-withdrawal = 取り消した
consent-change-undo = 元に戻した
consent-undo = この変更を元に戻す

consent-problem-unknown-facility = この番号の施設は、ここに登録されていません。番号をもう一度確かめてください。
consent-problem-blocked = 変更していません。もっと広い範囲に「見せない」と決めてあるものがあります。下の「いま決まっていること」で先に取り消してください。
consent-problem-nothing-there = 変更していません。変えようとしたものが見つかりません。
