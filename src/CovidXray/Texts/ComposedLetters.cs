using System.Text;

namespace CovidXray.Texts;

/// <summary>Letters with a mark that Unicode has as one character, too: <c>ü</c> is <c>u</c> and U+0308.</summary>
/// <remarks>
/// .NET normalizes nothing without the tables of ICU, which covidxr does without. These are Unicode's canonical decompositions of
/// Latin, Greek and Cyrillic letters, kana and Hangul, which file names are typed in.
/// </remarks>
internal static class ComposedLetters
{
    private const char FirstSyllable = '\uAC00';
    private const char LastSyllable = '\uD7A3';
    private const int Vowels = 21;
    private const int Finals = 28;

    /// <summary>By mark: each composed letter, and behind it the letter that the mark is put on.</summary>
    private static readonly Dictionary<char, string> ByMark = new()
    {
        ['\u0300'] = "ÀAÈEÌIÒOÙUàaèeìiòoùuǛÜǜüǸNǹnЀЕЍИѐеѝиḔĒḕēṐŌṑōẀWẁwẦÂầâẰĂằăỀÊềêỒÔồôỜƠờơỪƯừưỲYỳy",
        ['\u0301'] = "ÁAÉEÍIÓOÚUÝYáaéeíióoúuýyĆCćcĹLĺlŃNńnŔRŕrŚSśsŹZźzǗÜǘüǴGǵgǺÅǻåǼÆǽæǾØǿøΆΑΈΕΉΗΊΙΌΟΎΥΏΩΐϊάαέεήηίιΰϋόούυώω"
            + "ϓϒЃГЌКѓгќкḈÇḉçḖĒḗēḮÏḯïḰKḱkḾMḿmṌÕṍõṒŌṓōṔPṕpṸŨṹũẂWẃwẤÂấâẮĂắăẾÊếêỐÔốôỚƠớơỨƯứư",
        ['\u0302'] = "ÂAÊEÎIÔOÛUâaêeîiôoûuĈCĉcĜGĝgĤHĥhĴJĵjŜSŝsŴWŵwŶYŷyẐZẑzẬẠậạỆẸệẹỘỌộọ",
        ['\u0303'] = "ÃAÑNÕOãañnõoĨIĩiŨUũuṼVṽvẪÂẫâẴĂẵăẼEẽeỄÊễêỖÔỗôỠƠỡơỮƯữưỸYỹy",
        ['\u0304'] = "ĀAāaĒEēeĪIīiŌOōoŪUūuǕÜǖüǞÄǟäǠȦǡȧǢÆǣæǬǪǭǫȪÖȫöȬÕȭõȰȮȱȯȲYȳyӢИӣиӮУӯуḠGḡgḸḶḹḷṜṚṝṛ",
        ['\u0306'] = "ĂAăaĔEĕeĞGğgĬIĭiŎOŏoŬUŭuЎУЙИйиўуӁЖӂжӐАӑаӖЕӗеḜȨḝȩẶẠặạ",
        ['\u0307'] = "ĊCċcĖEėeĠGġgİIŻZżzȦAȧaȮOȯoḂBḃbḊDḋdḞFḟfḢHḣhṀMṁmṄNṅnṖPṗpṘRṙrṠSṡsṤŚṥśṦŠṧšṨṢṩṣṪTṫtẆWẇwẊXẋxẎYẏyẛſ",
        ['\u0308'] = "ÄAËEÏIÖOÜUäaëeïiöoüuÿyŸYΪΙΫΥϊιϋυϔϒЁЕЇІёеїіӒАӓаӚӘӛәӜЖӝжӞЗӟзӤИӥиӦОӧоӪӨӫөӬЭӭэӰУӱуӴЧӵчӸЫӹыḦHḧhṎÕṏõṺŪṻūẄW"
            + "ẅwẌXẍxẗt",
        ['\u0309'] = "ẢAảaẨÂẩâẲĂẳăẺEẻeỂÊểêỈIỉiỎOỏoỔÔổôỞƠởơỦUủuỬƯửưỶYỷy",
        ['\u030A'] = "ÅAåaŮUůuẘwẙy",
        ['\u030B'] = "ŐOőoŰUűuӲУӳу",
        ['\u030C'] = "ČCčcĎDďdĚEěeĽLľlŇNňnŘRřrŠSšsŤTťtŽZžzǍAǎaǏIǐiǑOǒoǓUǔuǙÜǚüǦGǧgǨKǩkǮƷǯʒǰjȞHȟh",
        ['\u030F'] = "ȀAȁaȄEȅeȈIȉiȌOȍoȐRȑrȔUȕuѶѴѷѵ",
        ['\u0311'] = "ȂAȃaȆEȇeȊIȋiȎOȏoȒRȓrȖUȗu",
        ['\u031B'] = "ƠOơoƯUưu",
        ['\u0323'] = "ḄBḅbḌDḍdḤHḥhḲKḳkḶLḷlṂMṃmṆNṇnṚRṛrṢSṣsṬTṭtṾVṿvẈWẉwẒZẓzẠAạaẸEẹeỊIịiỌOọoỢƠợơỤUụuỰƯựưỴYỵy",
        ['\u0324'] = "ṲUṳu",
        ['\u0325'] = "ḀAḁa",
        ['\u0326'] = "ȘSșsȚTțt",
        ['\u0327'] = "ÇCçcĢGģgĶKķkĻLļlŅNņnŖRŗrŞSşsŢTţtȨEȩeḐDḑdḨHḩh",
        ['\u0328'] = "ĄAąaĘEęeĮIįiŲUųuǪOǫo",
        ['\u032D'] = "ḒDḓdḘEḙeḼLḽlṊNṋnṰTṱtṶUṷu",
        ['\u032E'] = "ḪHḫh",
        ['\u0330'] = "ḚEḛeḬIḭiṴUṵu",
        ['\u0331'] = "ḆBḇbḎDḏdḴKḵkḺLḻlṈNṉnṞRṟrṮTṯtẔZẕzẖh",
        ['\u3099'] = "がかぎきぐくげけごこざさじしずすぜせぞそだたぢちづつでてどとばはびひぶふべへぼほゔうゞゝガカギキグクゲケゴコザサジシズスゼセゾソダタヂチヅツデテドトバハビヒブフベヘボホヴウヷワヸヰヹヱヺヲヾヽ",
        ['\u309A'] = "ぱはぴひぷふぺへぽほパハピヒプフペヘポホ",
    };

    private static readonly Dictionary<char, (char Letter, char Mark)> Parts =
        ByMark.SelectMany(m => m.Value.Chunk(2).Select(p => (Composed: p[0], Letter: p[1], Mark: m.Key))).ToDictionary(p => p.Composed, p => (p.Letter, p.Mark));

    /// <summary>Whether a character is a mark that is put on the one before it.</summary>
    public static bool IsMark(char character) => character is (>= '\u0300' and <= '\u036F') or '\u3099' or '\u309A';

    /// <summary>A text with all letters taken apart: that of two texts is the same if they are one but for how letters are composed.</summary>
    public static string TakeApart(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var apart = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            TakeApart(character, apart);
        }

        return apart.ToString();
    }

    private static void TakeApart(char character, StringBuilder apart)
    {
        if (Parts.TryGetValue(character, out var parts))
        {
            TakeApart(parts.Letter, apart);
            _ = apart.Append(parts.Mark);
        }
        else if (character is >= FirstSyllable and <= LastSyllable)
        {
            // Syllables stand in the order of their first, middle and last part (Unicode Standard, 3.12).
            var place = character - FirstSyllable;
            _ = apart.Append((char)(0x1100 + (place / (Vowels * Finals)))).Append((char)(0x1161 + (place / Finals % Vowels)));
            _ = place % Finals > 0 ? apart.Append((char)(0x11A7 + (place % Finals))) : apart;
        }
        else
        {
            _ = apart.Append(character);
        }
    }
}
