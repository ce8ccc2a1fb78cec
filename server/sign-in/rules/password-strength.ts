import type { WrongField } from '../../platform/index.ts';

/** Words on which the passwords that are tried first are built; one or two of them, with any digits and signs, are no password. */
const stems = `
  abc abcd abcde abcdef abcdefg abcdefghij access account admin administrator alexander amanda andrew angel angels anthony apple ashley asshole august austin awesome baby babygirl banana barcelona baseball basketball
  batman beautiful bitch blessed blink buster butterfly changeme charlie cheese chelsea chicken chocolate computer cookie cool corvette cowboy crystal daddy dallas daniel david december default diamond doctor dolphin
  dragon eagle elephant elizabeth eminem facebook family fishing flower football forever friends fuck fuckme fuckyou fuckyoubitch gandalf gateway george ginger golfer google guest guitar hannah happy harley hello hockey
  hunter iceman iloveyou india internet jackson james january jasmine jennifer jessica jesus jonathan jordan joseph joshua justin killer king letmein linkedin liverpool login london love lovely loveme loveyou lovers
  maggie manager manchester marina marlboro martin master matrix matthew maverick melissa mercedes metallica michael michelle microsoft mike monkey monster mother mustang myspace naruto nathan naughty newyork nicole
  nothing november number october office oracle orange pass passion passw passwd password patrick peanut pepper pepsi phoenix player pokemon porsche princess purple qazwsx qwer qwert qwerty rainbow ranger realmadrid
  red robert rockyou root samantha samsung scooter secret september server sexy shadow simple skywalker slayer snoopy soccer sophie spider spiderman starwars steelers steven student summer sunday sunflower sunshine
  super superman superstar sweet sweetheart sweety system taylor tennis test tester testing thomas thunder thunderbird tigger tinkerbell trustno unicorn user victoria volleyball warcraft welcome whatever william
  windows winner winter wizard woman yankees yellow you zaq
  aini aiwoma baobao beijing buzhidao caonima dabaobei guangzhou haohao jiayou laogong laopo mima nihao nihaoma shanghai shenzhen tianshi wangyi woai woaini woaiwo woaiwojia woshishui xiaobao zhang zhongguo
  密码 管理员 我爱你 你好 中国
`.trim().split(/\s{1,10}/u);

/** What this program and every centre is called, and what its staff do: the words of the place (ASVS 5.0, 6.1.2). */
const placeWords = ['lichun', '立春', 'support', 'helpdesk', 'help', 'operator', 'agent', 'moderator', 'console', 'centre', 'center', 'service', 'customer', 'kefu', '客服'];
const known = [...new Set([...stems, ...placeWords])];

/** How fingers walk over a keyboard. */
const walks = [
  'qwertyuiop[]', 'asdfghjkl;', 'zxcvbnm,./', '12345678901234567890', '!@#$%^&*()', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', 'qazwsxedcrfvtgbyhnujmikolp', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p', 'q1w2e3r4t5y6u7i8o9p0', 'a1b2c3d4e5f6g7h8i9j0', '1a2b3c4d5e6f7g8h9i0j', '147258369', '159357', '789456123',
].flatMap((walk) => [walk, [...walk].toReversed().join('')]);

/**
 * What is wrong with a new password, if anything: few characters or one piece over and over, walks over the keyboard, common words with digits
 * around them, or nothing besides the words of the place and of the person. `own`: name, addresses, the name of the host. No kind of character is asked for.
 */
export function judgePassword(password: string, own: readonly string[]): WrongField | undefined {
  const folded = password.normalize('NFKC').toLowerCase();
  const plain = unmask(upToLastLetter(folded));
  const weak =
    new Set(folded).size < 5 || isRun(folded) || isRepeated(folded) || isWalk(folded) ||
    [folded, plain].map(lettersOf).some((letters) => letters !== '' && isMadeOf(letters, known)) ||
    saysOnly(folded, own.flatMap(wordsOf));
  return weak ? { path: 'password', code: 'password_common' } : undefined;
}

const lettersOf = (text: string) => text.replace(/[^\p{L}]+/gu, '');

function upToLastLetter(text: string): string {
  const characters = [...text];
  return characters.slice(0, characters.findLastIndex((character) => /\p{L}/u.test(character)) + 1).join('');
}

/** p@ssw0rd is password. */
function unmask(text: string): string {
  const masks: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
  return [...text].map((character) => masks[character] ?? character).join('');
}

function isMadeOf(letters: string, words: readonly string[]): boolean {
  return words.some((word) => letters.startsWith(word) && (letters.length === word.length || words.includes(letters.slice(word.length))));
}

function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((character, index) => character.charCodeAt(0) - text.charCodeAt(index));
  const wrapping = steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9);
  return steps.length > 0 && wrapping;
}

/** One piece of up to eight characters, over and over. */
function isRepeated(text: string): boolean {
  return [1, 2, 3, 4, 5, 6, 7, 8].some((size) => text.length >= size * 2 && [...text].every((character, index) => character === text[index % size]));
}

/** Nothing but pieces of three characters or more of known walks, at most four of them. */
function isWalk(text: string): boolean {
  let rest = text;
  for (let pieces = 0; pieces < 4 && rest !== ''; pieces++) {
    const longest = walks.reduce((most, walk) => {
      let length = most;
      while (length < rest.length && walk.includes(rest.slice(0, length + 1))) length++;
      return length;
    }, 0);
    if (longest < 3) return false;
    rest = rest.slice(longest);
  }
  return rest === '';
}

/** The parts of a name or an address that a password could be built on. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase();
  return [folded, ...folded.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= 4 || (/\p{Script=Han}/u.test(word) && word.length >= 2) || (word.length === 3 && word === folded));
}

/** Without the words of the person and the place, fewer than four letters are left. */
function saysOnly(folded: string, words: readonly string[]): boolean {
  const longestFirst = [...words, ...placeWords].toSorted((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), folded);
  return rest !== folded && lettersOf(rest).length < 4;
}
