/** What `lichun backup`, `restore`, `doctor` and `upgrade` say. */
export const cliUpkeepChinese = {
  help: `  backup [文件]  备份整个中心：数据、文件和密钥，写成一个文件；服务可以照常运行
                 文件写成文件夹时，自动按时间起名
    --keep N     只留文件夹里最近的 N 份
    --without-key  不带密钥（恢复时要自己放回去）
    --force      覆盖已有的文件
  backup verify 文件  从头到尾核对一份备份，不改动任何东西
  restore 文件   把备份恢复到一个空的中心
    --asleep     恢复后先休眠：不寄邮件，不发 Webhook、通知和机器人消息，也不跑任务（想先试试备份时用）
    --accept-other-key  原来的密钥找不回来也继续
  wake           唤醒休眠的中心，等着的邮件、消息和任务从此往外走
  doctor         检查中心是否健康，说清怎么办；--json 输出 JSON
  upgrade        看看升级会改动什么，不改动任何东西；--json 输出 JSON`,
  missing_backup: '请写上备份文件，例如：lichun {command} lichun-20261122-030000Z.tar.gz',
  wrong_keep: '--keep 后面应是 1–9999 的整数，例如 --keep 14。',
  nothing_here: '{folder} 里还没有中心，没有改动。',
  progress_tables: '正在备份 {name}，{percent}%',
  progress_files: '正在备份文件，已有 {count} 个',
  progress_checking: '正在核对，已读 {size}',
  progress_filling: '正在恢复 {name}',
  made: '已备份到 {file}（{size}）：{tables} 张表，{rows} 行，{files} 个文件，{jobs} 个等待的任务。',
  missing: '有 {count} 个文件在文件库里找不到或不完整，备份里没有它们的原样，例如 {file}。',
  secret_with_key: '备份里有中心的密钥和所有人的资料，请像保管中心本身一样保管它。',
  secret_without_key: '备份里没有密钥（指纹 {fingerprint}），恢复时要自己放回去；它仍有所有人的资料，请妥善保管。',
  removed: '删掉了 {count} 份旧备份，留下最近的 {keep} 份。',
  verified: '{file} 完好：{program} 版在 {time} 所备份，{tables} 张表，{rows} 行，{files} 个文件。',
  verified_key: '其中有密钥。',
  verified_no_key: '其中没有密钥，恢复时需要指纹为 {fingerprint} 的那一把。',
  restored: '已恢复到 {time} 的样子：{tables} 张表，{rows} 行，{files} 个文件，{jobs} 个等待的任务。',
  restored_migrated: '这份备份来自较早的版本，又做了 {count} 项变更，现在与这个程序一致。',
  restored_missing: '备份时就缺的文件有 {count} 个。',
  key_put_aside: '原来空中心的密钥改名为 {file}，确认无误后可以删掉。',
  restored_asleep: '它在休眠：不寄邮件，不发 Webhook、通知和机器人消息，也不跑任务。要让它正式接班，先停掉原来的中心，再运行 lichun wake，或点“运行状况”页的“唤醒”。登录验证码也寄不出，请用密码登录，或用 lichun operator add 取一条进入链接。',
  restored_awake: '它是醒着的：一启动，备份里等着的邮件、Webhook、通知和任务就会往外走。原来的中心请先停掉；只是想试一试，就别启动，改用 restore --asleep 恢复到另一个空的地方。',
  woken: '已唤醒。正在运行的中心马上开始往外发送；没有运行的，下次启动时开始。',
  awake_already: '这个中心没有休眠，没有改动。',
  next_start: '现在可以运行 npm start，用原来的账号登录。',
  upgrade_program: '程序版本 {version}（第 {release} 版），Node.js {node}',
  upgrade_last: '上次运行的版本 {version}（第 {release} 版），{time}',
  upgrade_first: '这个数据库还没有运行过立春，启动时会从头建好。',
  upgrade_nothing: '数据库已是最新，没有要改的。',
  upgrade_pending: '启动这个版本时，会对数据库做 {count} 项变更：',
  upgrade_contracting: '（会拿掉旧版本要用的东西）',
  upgrade_newer: '数据库已被下一个版本用过（多了 {count} 项变更），这个程序可以照常服务。',
  upgrade_foreign: '数据库已被更新的版本改过（{name}），这个程序不能服务。请用那个版本，或从备份恢复。',
  upgrade_together: '这些变更只增不减：旧版本可以同时运行，也可以退回一个版本。',
  upgrade_alone: '其中有的变更旧版本应付不了：请先停掉所有旧版本，升级后不能退回。',
  upgrade_backup_good: '最近的备份：{hours} 小时前，{file}。',
  upgrade_backup_old: '最近的备份已是 {hours} 小时前。请先运行 lichun backup，再升级。',
  upgrade_backup_none: '还没有备份。请先运行 lichun backup，再升级。',
} as const;
