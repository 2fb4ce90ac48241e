# 自分で記録したこと（サーバーだけが使うことば）

own-title = 自分で記録したこと
own-lead = 家で測った血圧と、自分で買った薬を書いておくところです。
own-who-sees = 書いたものには「ご本人の記録」と付きます。検査や薬を見せると決めた医療機関・薬局にも見えます。
own-back-to-record = 記録に戻る
own-back = 自分で記録したことに戻る

own-said-entered = 記録しました。
own-said-corrected = 直しました。
own-said-deleted = 消しました。
own-said-wrong = まだ記録していません。下に書いてあるところを直して、もう一度押してください。
own-said-gone = この記録は、もう消してあります。もう一度記録するときは、下の内容を確かめてボタンを押してください。
own-said-entered-before = 前に送った内容は、もう記録してあります。下の内容も別に記録するときは、もう一度ボタンを押してください。
own-said-late = まだ直していません。1分ほど待って、もう一度ボタンを押してください。
own-said-changed = まだ何も変えていません。この記録は、この画面を開いたあとに、ほかの画面で直されています。いまの記録と下の内容を見くらべて、もう一度ボタンを押してください。
own-said-still-there = まだ消していません。この記録は、この画面を開いたあとに直されています。下の内容を消してよければ、もう一度押してください。
own-said-too-soon = まだ記録していません。続けて記録できる回数には、限りがあります。あと{ $minutes }分ほど待ってから、下のボタンをもう一度押してください。
own-stands = いまの記録：{ $what }

own-pressure-title = 血圧
own-pressure-form = 血圧を記録する
own-pressure-list = 記録した血圧（新しい順）
own-pressure-none = まだ、ここに記録した血圧はありません。
own-pressure-older = これより前の{ $count }件を見る
own-pressure-in-words = { $when }：上 { $systolic }、下 { $diastolic }
own-pulse-in-words = 脈拍 { $pulse }
own-systolic = 上の血圧（最高血圧）
own-diastolic = 下の血圧（最低血圧）
own-pulse = 脈拍（なくてもかまいません）
own-day = 測った日
own-time = 測った時刻（分からなければ空けてください）

own-medicine-title = 自分で買った薬
own-medicine-lead = 薬局やお店で、処方せんなしで買った薬です。薬の飲み合わせの確認にも入ります。
own-medicine-form = 自分で買った薬を記録する
own-medicine-list = 記録した薬
own-medicine-none = まだ、ここに記録した薬はありません。
own-medicine-all = すべての薬を見る
own-medicine-state = いま
own-medicine-taken = 使っている
own-medicine-stopped = もう使っていない
own-medicine-since = 使いはじめ
own-medicine-since-not-stated = 書かれていません
own-name = 薬の名前
own-name-hint = 箱に書いてあるとおりに入れてください。
own-how = 使い方
own-how-hint = 例：頭が痛いときに1錠。なくてもかまいません。
own-since = いつから使っていますか
own-since-hint = 分かるところまでで、かまいません。
own-since-year = 年（西暦、例：2024）
own-since-month = 月
own-since-day = 日
own-still = いまも使っている

own-enter-do = 記録する
own-correct = 直す
own-correct-title = 記録を直す
own-correct-do = 直した内容で記録する
own-delete = 消す
own-delete-title = この記録を消しますか
own-delete-means = 消すと、あなたにも医療機関・薬局にも見えなくなります。書いた内容は、見えないところに保存されます。
own-delete-do = 消す
own-delete-keep = 消さないで戻る
own-delete-instead = この記録を消す
own-of = （{ $what }）

own-wrong-number = { $least }から{ $most }までの数字を入れてください。
own-wrong-not-below = 下の血圧は、上の血圧より小さい数字を入れてください。
own-wrong-no-name = 薬の名前を入れてください。
own-wrong-too-long = { $most }文字までにしてください。いまは{ $found }文字あります。
own-wrong-not-text = 使えない文字が入っています。入れ直してください。
own-wrong-no-day = 測った日を入れてください。時刻は、分かるときだけ入れてください。
own-wrong-not-a-time = 時刻は「7:30」のように入れてください。分からないときは空けてください。
own-wrong-not-a-date = 年は4けたの数字で入れてください。月や日は、年から順に入れてください。
own-wrong-future = これから先の日や時刻は入れられません。
own-wrong-too-early = { $year }年より前は入れられません。
own-wrong-before-birth = 生まれた日より前は入れられません。
