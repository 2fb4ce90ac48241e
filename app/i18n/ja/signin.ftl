signin-title = はじめる
signin-demo-explained = デモです。見てみたい人を選んでください。選んだ人の記録を、その人になったつもりで読めます。
signin-person-name = { $name }さん
signin-person-facts = { $age }・{ $sex }・{ $born }生まれ
signin-not-yet = ここからはまだログインできません
signin-not-yet-explained = ログインのしくみは、今後の版で使えるようになります。準備はこのポータルの運営者が行います。お急ぎのときは運営者に問い合わせてください。
