//! 我们自己出错时的面板。

use crate::platform::panic::Words;

pub(in crate::text) const CHINESE: Words = Words {
    stopped: "Fleetglass 停止了：",
    unaffected: "你的智能体不受影响。",
    copy: "复制报告",
    copied: "已复制",
    refused: "浏览器拒绝了剪贴板。文字已选中，请按 Ctrl C。",
    reload: "重新加载",
    report: "报告",
};
