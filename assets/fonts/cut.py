#!/usr/bin/env python3
"""Cuts the Chinese faces of the program out of whole Noto Serif SC and Noto Sans SC files, the same bytes every time.

    pip install fonttools==4.68.0
    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 && tar xzf expo-google-fonts-noto-serif-sc-0.4.3.tgz
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    assets/fonts/cut.py package/400Regular/NotoSerifSC_400Regular.ttf assets/fonts/NotoSerifSC-Regular
    assets/fonts/cut.py package/700Bold/NotoSerifSC_700Bold.ttf assets/fonts/NotoSerifSC-Bold
    assets/fonts/cut.py package/500Medium/NotoSansSC_500Medium.ttf assets/fonts/NotoSansSC-Medium

Kept are the characters of GB 2312, ASCII, the punctuation of Chinese text layout, and characters of personal names that
GB 2312 lacks, and what the program's own words need in traditional Chinese. `NotoSC.cover` beside them says which
characters these faces have, all of them the same, so that the program need not open one to know: a bit for each
character of the Basic Multilingual Plane, lowest bit first.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PUNCTUATION = "“”‘’—…‥·・•–、。〈〉《》「」『』【】〔〕〖〗〝〞〟！＂＃％＆＇（）＊＋，－．／：；＜＝＞？［］｛｜｝～￥￠￡〇○●〓　※§°′″℃‰→←↑↓"
NAMES = "镕喆堃瑄珺昇玥旻翀赟淼甦祎婳锜钰晅睍煊燚犇骉麤彧翊昱晟晞暐琮琛瑀瑛瑭璟璠璇璐璘玮珣珩琬琰琲瑗瑢瑥劼勍喆墁奡姮嫄孋孖孭宬岷峣峤崟嵩嶒庹弢彣徕恺惇慜戬扬旸昉昕昪晧暄暕朓杕枬柷栻桁桄梓棻楙楠榞槿樾橦檠欤欷殳沄沅沕泓泠泱洧洳洺浡浥浩浯涞涵淏淞淦渌渼湜湲溁溦滢漪潆潇澍濛瀚灏炅炘炜炟烜烨焓焘煜熠燊爔牟狄琎琏琚瑨璋璞璥瓒畀畑畲皓皛盷眭睿矞砦砼硖碶祺禔禛禹秣稹穈窈竑笪筠箐篪粲綦縠纮绂绹绾缊缬翎翚耑聃胤臧舸艽芃芊芮苡荀荃荇莘菡萁葳蒨蓁蔺蕙薇藜虔蠡衎袆袁裎裟觐詹诂诃诒诠诩谊谌谡谧豳赉趵跣踔轫轲轸轺辂辇辋迤逄逦逯遹邈邬邰邳郄郅郇郏郗郜郢郦鄢鄯酆醴釜钊钍钎钏钐钒钕钗钤钦钧钫钭钮钯钰钲钵钺铄铉铎铖铠铤铧铨铮铱锂锆锌锐锟锦锴镒镛镝镠镡阆阊阑阗阙陬隗隽雎雯霁霏霖霭靓靖韪韫韬颀颉颋颍颐颙颛颢飏飒飓馥骁骅骈骊骋骎骏骐骓骞骠骢骥魁鲲鲸鹄鹏鹤鹭麒麟黎黛黻鼎鼐龚"
# Of the words of styles in traditional Chinese: 總第, 編者按, 編輯, 審核, 發送, 圖, 頁, 續.
WORDS = "總編輯審發圖頁續"


def characters() -> set[int]:
    """Every character to keep, as code points."""
    kept = {ord(c) for c in PUNCTUATION + NAMES + WORDS} | set(range(0x20, 0x7F))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                kept.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return kept


def cut(source: str) -> TTFont:
    """The font cut to the characters, without hints."""
    options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17], layout_features=["halt", "kern", "ccmp", "locl"])
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    return font


def saved(font: TTFont) -> bytes:
    """The file of a font."""
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def cover(font: TTFont) -> bytes:
    """A bit for each character of the Basic Multilingual Plane."""
    bits = bytearray(0x10000 // 8)
    for character in font.getBestCmap():
        bits[character // 8] |= 1 << character % 8
    return bytes(bits)


def main() -> None:
    """Cuts the font of the first argument into the file of the second, and writes what it covers."""
    source, target = sys.argv[1], Path(sys.argv[2])
    font = cut(source)
    (target.parent / "NotoSC.cover").write_bytes(cover(font))
    target.with_suffix(".ttf").write_bytes(saved(font))


if __name__ == "__main__":
    main()
