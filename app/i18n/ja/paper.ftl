# 紙にして渡すもの（サーバーだけが使うことば）

paper-carry-title = 救急のときに見せる紙
paper-carry-warning = ご本人が印刷した紙です。届いた記録と、ご本人が書いたものだけが載っています。書かれていないことは「ない」という意味ではありません。印刷したあとに変わっているかもしれません。
paper-carry-card = マイナンバーカード（マイナ保険証）も持ち歩いてください。救急隊や病院が、それで新しい記録を見られることがあります（マイナ救急）。
paper-without-infections = 感染症の検査は、この紙に載せていません。
paper-summary-warning = ご本人が印刷した紙です。届いた記録と、ご本人が書いたものをまとめました。書かれていないことは「ない」という意味ではありません。印刷したあとに変わっているかもしれません。

paper-medicine-of = { $name }（{ $whence }）
paper-born = { $date }・{ $age }
paper-ended = { $date }まで
paper-main = 主傷病
paper-since = { $date }から
paper-undated = 日付なし
paper-medicines = いまの薬、使っているかもしれない薬、これからの薬
paper-medicines-over = 最近までの薬（終わったもの、続きが別に出ているもの）
paper-medicines-note = 医療機関・薬局の分は処方の記録です。実際に使っているかは分かりません。
paper-usage-not-sent = 使い方は登録されていません
paper-no-medicines = いまの薬、使っているかもしれない薬、これからの薬は、受け取っていません（「ない」ことを示すものではありません）。
paper-no-diagnoses = 続いている傷病名は受け取っていません（「ない」ことを示すものではありません）。
paper-no-tests = 主な検査の結果は受け取っていません（「していない」ことを示すものではありません）。
paper-no-plans = 期限内の計画・アドバイスは受け取っていません。
paper-plan-diagnoses = この計画の傷病名
paper-left-out = この紙に載せないもの：{ $what }（あるとはかぎりません）。
paper-left-out-medicines = 100日より前に終わった処方など { $count } 件
paper-left-out-diagnoses = 終わったとされた傷病名 { $count } 件
paper-left-out-kinds = 手術・処置、予防接種、健診、そのほかの検査、紹介状などの文書
