# 紙にして渡すもの（サーバーだけが使うことば）

paper-carry-title = 救急のときに見せる紙
paper-carry-warning = ご本人が印刷した紙です。届いた記録だけが載っています。書かれていないことは「ない」という意味ではありません。印刷したあとに変わっているかもしれません。
paper-carry-card = マイナンバーカード（マイナ保険証）も持ち歩いてください。救急隊や病院が、それで新しい記録を見られることがあります（マイナ救急）。
paper-without-infections = 感染症の検査は、この紙に載せていません。
paper-summary-warning = ご本人が印刷した紙です。届いた記録をまとめたもので、書かれていないことは「ない」という意味ではありません。印刷したあとに変わっているかもしれません。

paper-medicine-of = { $name }（{ $whence }）
paper-born = { $date }・{ $age }
paper-ended = { $date }まで
paper-main = 主傷病
paper-since = { $date }から
paper-undated = 日付なし
paper-medicines = いまの薬、使っているかもしれない薬、これからの薬
paper-medicines-over = 最近までの薬（終わったもの、続きが別に出ているもの）
