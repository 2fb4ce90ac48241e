# 診察で聞くこと（サーバーだけが使うことば）

agenda-title = 診察で聞くこと
agenda-whose = { $name }さん
agenda-back = ホームに戻る
agenda-who-sees = 聞きたいことを書いておくところです。あなただけに見えます。医療機関・薬局にも、家族にも見えません。診察のときに、この画面を見せるか、紙に印刷してお使いください。
agenda-who-sees-others = この方の診察で聞きたいことを書いておくところです。あなただけに見えます。ご本人にも、医療機関・薬局にも見えません。診察のときに、この画面を見せるか、紙に印刷してお使いください。
agenda-none = いまは、何も書いてありません。
agenda-form = 聞きたいこと
agenda-form-hint = 例：この薬は、いつまで飲みますか。急ぐことは、書いておかずに電話で聞いてください。
agenda-keep = 書いておく
agenda-kept-on = { $date }に書きました
agenda-asked = 聞いた
agenda-asked-on = { $date }に聞きました
agenda-asked-list = もう聞いたこと { $count }件
agenda-open-again = まだ聞いていない
agenda-delete = 消す
agenda-of = （{ $what }）

agenda-said-kept = 書いておきました。
agenda-said-asked = 「もう聞いたこと」に移しました。
agenda-said-open = 「まだ聞いていない」に戻しました。
agenda-said-deleted = 消しました。
agenda-said-empty = まだ書いていません。聞きたいことを入れてください。
agenda-said-too-long = まだ書いていません。{ $most }文字までにしてください。いまは{ $found }文字あります。
agenda-said-not-text = まだ書いていません。使えない文字が入っています。入れ直してください。
agenda-said-full = まだ書いていません。書いておけるのは{ $most }件までです。もう聞いたことを消してから、もう一度押してください。
