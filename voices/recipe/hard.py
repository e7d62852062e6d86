"""hard: sentences that make speech models stumble: long lists, the same word many times, single syllables, 400 letters without an end.

    hard.py ko 500 > hard-ko.txt

The same sentences every time; none of them is in a training text.
"""
import sys

import numpy as np

WORDS = {
    "ko": "사과 바나나 포도 딸기 수박 참외 복숭아 자두 감자 고구마 당근 양파 마늘 배추 무 오이 호박 버섯 콩 쌀 보리 나무 구름 바람 바다 하늘 강물 돌멩이 모래 "
          "까치 토끼 거북이 호랑이 코끼리 기린 여우 늑대 다람쥐 연필 지우개 가방 책상 의자 칠판 창문 열쇠 시계 전화기 빗자루 기차 버스 자전거 비행기 트럭 배 "
          "서울 부산 대구 인천 광주 대전 울산 수원 춘천 강릉 전주 목포 여수 제주".split(),
    "ja": "りんご みかん ぶどう いちご すいか 桃 柿 栗 じゃがいも にんじん たまねぎ きゅうり かぼちゃ きのこ 豆 米 麦 木 雲 風 海 空 川 石 砂 "
          "うさぎ かめ 虎 象 きつね 狼 りす 鉛筆 消しゴム かばん 机 椅子 黒板 窓 鍵 時計 電話 ほうき 汽車 バス 自転車 飛行機 トラック 船 "
          "東京 大阪 名古屋 京都 神戸 福岡 札幌 仙台 広島 金沢 長崎 那覇".split(),
}
AGAIN = {"ko": "정말 아주 계속 다시 빨리 천천히 조금 많이 자꾸 멀리 하하 네 아니 똑딱 졸졸 쿵".split(),
         "ja": "とても もっと どんどん また ずっと ゆっくり はい いいえ まだ もう ちくたく さらさら どん だんだん".split()}
ENDS = {"ko": [", 그리고 끝입니다.", ", 이렇게 차례로 적었습니다.", ", 이 가운데 무엇을 고를까요?", ", 모두 다 있습니다.", ", 하고 말했습니다."],
        "ja": ["を順番に書きました。", "があります。", "の中から選んでください。", "と言いました。", "、以上です。"]}
SYLLABLES = {"ko": "가 나 다 라 마 바 사 아 자 차 카 타 파 하 까 따 빠 싸 짜 네 예 왜 뭐 응 아 어 오 우 이 달 딸 탈 방 빵 팡 공 콩 꽁 불 뿔 풀 굴 꿀 쿨 점 쩜 첨".split(),
             "ja": "あ い う え お か き く け こ さ し す せ そ た ち つ て と な に ぬ ね の は ひ ふ へ ほ ま み む め も や ゆ よ わ ん 木 目 手 火 日 葉 歯 絵 胃 酢".split()}
CLAUSES = {
    "ko": ["비가 그치자 아이들이 마당으로 뛰어나왔고", "할머니는 마루에 앉아 콩을 고르셨으며", "멀리서 기차가 지나가는 소리가 들렸는데", "문득 어제 하지 못한 말이 떠올라서",
           "책상 위의 편지를 다시 한번 읽어 보았지만", "창밖에는 어느새 저녁노을이 지고 있었고", "누군가 대문을 두드리는 소리가 났으나", "나는 아무 대답도 하지 않은 채",
           "따뜻한 보리차를 한 모금 마신 다음", "내일 해야 할 일을 하나씩 적어 내려갔고", "시계는 벌써 열한 시를 가리키고 있었으며", "고양이는 이불 위에서 깊이 잠들어 있었는데"],
    "ja": ["雨が上がると子供たちが庭に飛び出し", "祖母は縁側で豆を選り分け", "遠くから汽車の通る音が聞こえ", "ふと昨日言えなかった言葉を思い出して", "机の上の手紙をもう一度読み返したが",
           "窓の外はいつの間にか夕焼けに染まり", "誰かが門をたたく音がしたけれど", "私は何も答えないまま", "温かい麦茶を一口飲んでから", "明日やることを一つずつ書き出し", "時計はもう十一時を指していて", "猫は布団の上でぐっすり眠っていて"],
}
LAST = {"ko": "그렇게 하루가 조용히 저물었습니다.", "ja": "そうして一日が静かに暮れていきました。"}


def sentences(lang, count, seed=7):
    """Pairs (kind, sentence): half lists, a quarter repetitions, the rest single syllables and very long sentences."""
    random = np.random.default_rng(seed)
    comma = ", " if lang == "ko" else "、"
    out = []
    while len(out) < count:
        turn = len(out) % 8
        if turn in (0, 2, 4, 6):
            words = random.choice(WORDS[lang], random.integers(5, 16), replace=False)
            end = ENDS[lang][random.integers(len(ENDS[lang]))]
            out.append(("list", comma.join(words) + end))
        elif turn in (1, 5):
            word, other = random.choice(AGAIN[lang]), random.choice(WORDS[lang])
            times = int(random.integers(3, 9))
            joined = (" " if lang == "ko" else "、").join([word] * times)
            out.append(("repeat", joined + ({"ko": f" {other}입니다.", "ja": f"、{other}です。"}[lang])))
        elif turn == 3:
            one = random.choice(SYLLABLES[lang])
            out.append(("syllable", one + random.choice([".", "?", "!"]) if lang == "ko" else one + random.choice(["。", "？", "！"])))
        else:
            picked = []
            while len((comma.join(picked))) < 375:
                picked.append(CLAUSES[lang][random.integers(len(CLAUSES[lang]))])
            out.append(("long", comma.join(picked) + comma + LAST[lang]))
    return out


if __name__ == "__main__":
    for _, line in sentences(sys.argv[1], int(sys.argv[2])):
        print(line)
