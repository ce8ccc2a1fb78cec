import { Button, Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { botPlatforms, type BotPlatformName, type NoticeBot } from '../../../common/contract/notices.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAbout, useLocale } from '../text.tsx';
import { QuietHours, quietOf, quietText } from './QuietHours.tsx';
import styles from './notices.module.css';
import { useNoticesText } from './text.ts';
import type { Deed } from './use-deed.ts';

type Props = { bot: NoticeBot | undefined; kinds: Readonly<Record<string, string>>; timeZone: string; busy: boolean; problem: Problem | undefined; close(): void; save(deed: Deed): void };

const examples: Readonly<Record<BotPlatformName, string>> = {
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
};

/** The bot of a group. What is secret is only ever written, never shown. */
export function BotDialog({ bot, kinds, timeZone, busy, problem, close, save }: Props) {
  const about = useAbout();
  const t = useNoticesText();
  const locale = useLocale();
  const [platform, setPlatform] = useState<BotPlatformName>(bot?.platform ?? 'wecom');
  const [name, setName] = useState(bot?.name ?? '');
  const [address, setAddress] = useState('');
  const [secret, setSecret] = useState('');
  const [language, setLanguage] = useState(bot?.language ?? locale.language);
  const [chosen, setChosen] = useState<string[]>(bot?.kinds ?? Object.keys(kinds));
  const [enabled, setEnabled] = useState(bot?.enabled ?? true);
  const [quiet, setQuiet] = useState(() => quietText(bot?.quiet ?? {}));
  const [urgentPasses, setUrgentPasses] = useState(bot?.urgentPasses ?? true);
  const wrong = (path: string) => problem?.fields?.find((field) => field.path === path)?.message;
  const quietness = { quiet: quietOf(quiet), urgentPasses };
  const given = { ...(address.trim() === '' ? {} : { address: address.trim() }), ...(secret.trim() === '' ? {} : { secret: secret.trim() }) };
  return (
    <Dialog title={bot === undefined ? t('bot_new') : about(t('bot_edit'), bot.name)} closeLabel={t('close')} close={close}>
      <form
        className={styles.dialogForm}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (bot === undefined) save({ do: 'createBot', input: { platform, name, language, kinds: chosen, ...quietness, address: address.trim(), ...(secret.trim() === '' ? {} : { secret: secret.trim() }) } });
          else save({ do: 'updateBot', input: { id: bot.id, revision: bot.revision, name, language, kinds: chosen, enabled, ...quietness, ...given } });
        }}
      >
        {bot === undefined && <NativeSelect label={t('bot_platform')} value={platform} data={botPlatforms.map((value) => ({ value: value as string, label: t(`platform_${value}`) }))} onChange={(event) => setPlatform(botPlatforms.find((value) => value === event.currentTarget.value) ?? 'wecom')} />}
        <TextInput label={t('bot_name')} description={t('bot_name_hint')} value={name} maxLength={60} data-autofocus required withAsterisk formNoValidate error={wrong('name')} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('bot_address')} description={bot === undefined ? t('bot_address_hint') : t('bot_address_kept')} placeholder={examples[platform]} value={address} maxLength={600} required={bot === undefined} withAsterisk={bot === undefined} autoComplete="off" spellCheck={false} formNoValidate error={wrong('address')} onChange={(event) => setAddress(event.currentTarget.value)} />
        {platform !== 'wecom' && <TextInput label={t('bot_secret')} description={bot?.signed === true ? t('bot_secret_kept') : t(`bot_secret_hint_${platform}`)} type="password" value={secret} maxLength={200} autoComplete="new-password" spellCheck={false} error={wrong('secret')} onChange={(event) => setSecret(event.currentTarget.value)} />}
        <NativeSelect label={t('bot_language')} value={language} data={[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} onChange={(event) => setLanguage(event.currentTarget.value === 'en' ? 'en' : 'zh-CN')} />
        <Checkbox.Group label={t('bot_kinds')} value={chosen} onChange={setChosen}>
          <div className={styles.people}>
            {Object.entries(kinds).map(([kind, label]) => (
              <Checkbox key={kind} value={kind} label={label} size="xs" />
            ))}
          </div>
        </Checkbox.Group>
        <section aria-label={t('quiet_title')} className={styles.dialogForm}>
          <strong>{t('quiet_title')}</strong>
          <p className={styles.quiet}>{t('bot_quiet_hint', { zone: timeZone })}</p>
          <QuietHours draft={quiet} change={setQuiet} fields={problem?.fields} />
          <Switch label={t('urgent_passes')} description={t('urgent_passes_hint')} checked={urgentPasses} onChange={(event) => setUrgentPasses(event.currentTarget.checked)} />
        </section>
        {bot !== undefined && <Switch label={t('bot_enabled')} checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />}
        <div className={styles.saveBar}>
          <Button type="submit" disabled={busy}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
