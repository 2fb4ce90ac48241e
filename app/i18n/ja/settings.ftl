settings-title = 設定
settings-language-title = 言語
settings-language-explained = 画面のことばを選びます。施設が書いた内容は、書かれたままの言語で表示します。
settings-demo-title = このデモについて
settings-demo-explained = ここに出てくる人と記録はすべて架空です。データは医療機関が送るのと同じ形で取り込まれています。本物の記録を入れないでください。
settings-demo-change-person = ほかの人を選ぶ

settings-text-size-explained = 画面の文字を大きくします。ブラウザーの拡大もいつでも使えます。
