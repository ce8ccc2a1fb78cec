/** What the lichun command says. */
export const cliChinese = {
  help: `用法：lichun <命令>

  import 文件    把支持中心的描述文件导入；先显示差别，要么全部生效，要么什么都不改
    --dry-run    只显示差别，不改动
    --prune      删掉文件里某一节没有列出的条目（不加则保留）
    --json       用 JSON 输出结果
  export [文件]  把现在的支持中心导出成文件；不写文件名就输出到屏幕
    --force      覆盖已有的文件
  operator add 邮箱 [--name 称呼]
                 让某人成为运营者，并给出一条一小时内有效、只能用一次的进入链接
  operator list  列出所有运营者
  replay 申请编号
                 用保存的依据和规则重做一份申请的决定，说出哪里不同；不改动任何内容
    --all        重做全部
    --json       用 JSON 输出结果
{upkeep}
  help           显示这段说明

文件写 - 表示标准输入。数据库用 DATABASE_URL；没有设置就用 DATA_DIR（{folder}）里自带的 PostgreSQL。
语言用 LICHUN_LANG=zh-CN 或 en 选择。文件格式见 docs/centre-file.md。`,
  unknown_command: '没有命令 {name}。运行 lichun help 查看全部命令。',
  unknown_command_similar: '没有命令 {name}，是不是想写 {similar}？',
  unknown_option: '{command} 没有选项 {name}。运行 lichun help 查看说明。',
  unknown_option_similar: '{command} 没有选项 {name}，是不是想写 {similar}？',
  missing_file: '请写上要导入的文件，例如：lichun import centre.yaml',
  too_many_words: '{name} 是多余的：{command} 只接受一个文件。',
  operator_usage: '写法：lichun operator add 邮箱 [--name 称呼]，或者 lichun operator list。',
  operator_added: '{name} 现在是运营者了。',
  operator_already: '{name} 本来就是运营者。',
  operator_link: '把这条链接交给本人打开，一小时内有效，只能用一次：\n{address}',
  operator_disabled: '这个邮箱的用户已停用。请先在控制台启用，或换一个邮箱。',
  operator_none: '还没有运营者。用 lichun operator add 邮箱 添加一位。',
  file_missing: '没有文件 {file}。请检查名字和所在的文件夹。',
  file_forbidden: '没有权限读写 {file}。',
  file_is_folder: '{file} 是文件夹，请写一个文件名。',
  file_too_large: '{file} 太大，最多 1 MiB。',
  file_not_text: '{file} 不是 UTF-8 编码的文字，请另存为 UTF-8 再试。',
  file_exists: '{file} 已经存在，没有改动。想覆盖它，请加 --force。',
  file_failed: '{file} 没有读写成功：{reason}。',
  configuration: '环境变量 {variable} 写得不对：{expected}。',
  fault: '出了意料之外的错误：{message}。没有改动。',
  written: '已写入 {file}。',
  mistakes: { other: '{file} 有 {count} 处不对，什么都没有改动。' },
  nothing: '没有要改的：支持中心和文件一致。',
  nothing_example: '没有要改的：文件和示例“{name}”一致，页面仍是示例。想就用这些内容，请在控制台点“改成我的”。',
  applied: { other: '已生效，共 {count} 处改动。' },
  tried: { other: '只是试算：会有 {count} 处改动，现在什么都没有改。' },
  example_replaced: '示例“{name}”到此为止：还没有人改过它，由这个文件整个取代。号码和邮箱会变得可以点，搜索引擎也会收录页面。',
  example_kept: '示例“{name}”已经改过，所以文件并入其中。页面仍标着“示例”，请在控制台点“改成我的”。',
  group_kept: { other: '保留 {fleet} · {group}：文件里没写，{count} 个席位不变' },
  group_reopens_archived: { other: '重开 {fleet} · {group}：之前已归档，{count} 个席位照旧' },
  group_reopens_dissolved: '重开 {fleet} · {group}：之前已解散，重开后里面没有人',
  group_rests_active: '{fleet} · {group} 保持开放，不回到 state: preparing：群里有人，或有过席位',
  group_rests_archived: '{fleet} · {group} 已归档，保持不变；要重开，请写明 state: active',
  group_rests_dissolved: '{fleet} · {group} 已解散，保持不变；要重开，请写明 state: active',
  group_ends: { other: '解散 {fleet} · {group}：{count} 个席位随之结束' },
  fleet_goes: { other: '{fleet}：{groups} 个群、{count} 个席位留着，恢复后照旧；{applications} 份在等的申请会结束' },
  settings: '整体设置',
  settings_added: '新增',
  unchanged: '{count} 条不变',
  replay_usage: '写法：lichun replay 申请编号，或者 lichun replay --all。',
  replay_line: '{application}  {before} → {after}（不同：{differs}；规则版本 {rules}）',
  replay_sum: { other: '看了 {count} 个决定：{same} 个结果相同，{different} 个不同。' },
  replay_by_hand: { other: '其中 {count} 个由人决定，没有规则可以重做。' },
  replay_erased: { other: '其中 {count} 个的依据已经删除，不能重做。' },
  replay_other_rules: { other: '其中 {count} 个是别的规则版本做的（现在是 {rules}）。' },
} as const;
