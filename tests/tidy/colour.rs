//! Colours as a screen shows them: OKLCH to sRGB, contrast, and how people who see fewer colours see them.
//!
//! OKLab after Björn Ottosson, contrast after WCAG 2.2, colour blindness after Machado, Oliveira and Fernandes (2009) at
//! full severity.

/// A colour on the screen, linear, each part in 0..1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colour([f64; 3]);

type Matrix = [[f64; 3]; 3];

/// How the three kinds of people who see two primaries see a linear colour.
pub(crate) const BLINDNESS: [(&str, Matrix); 3] = [
    ("protan", [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]]),
    ("deutan", [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]]),
    ("tritan", [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]]),
];

const TO_CONES: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const CONES_TO_LAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const LAB_TO_CONES: Matrix =
    [[1.0, 0.396_337_777_4, 0.215_803_757_3], [1.0, -0.105_561_345_8, -0.063_854_172_8], [1.0, -0.089_484_177_5, -1.291_485_548_0]];
const FROM_CONES: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

fn times(matrix: Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

fn encoded(linear: f64) -> f64 {
    if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

fn linear(encoded: f64) -> f64 {
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

impl Colour {
    /// Makes a colour of OKLCH; what no screen shows is clipped.
    pub(crate) fn of_oklch([l, c, h]: [f64; 3]) -> Self {
        let (sin, cos) = h.to_radians().sin_cos();
        Self::of_oklab([l, c * cos, c * sin])
    }

    /// Makes a colour of three bytes.
    pub(crate) fn of_bytes(bytes: [u8; 3]) -> Self {
        Self(bytes.map(|byte| linear(f64::from(byte) / 255.0)))
    }

    fn of_oklab(lab: [f64; 3]) -> Self {
        let cones = times(LAB_TO_CONES, lab).map(|cone| cone.powi(3));
        Self(times(FROM_CONES, cones).map(|part| part.clamp(0.0, 1.0)))
    }

    fn oklab(self) -> [f64; 3] {
        times(CONES_TO_LAB, times(TO_CONES, self.0).map(f64::cbrt))
    }

    /// Returns the colour no lighter than `most` and no darker than `least`.
    pub(crate) fn held_to(self, least: f64, most: f64) -> Self {
        let [l, a, b] = self.oklab();
        Self::of_oklab([l.clamp(least, most), a, b])
    }

    /// Returns what a screen of 8 bits shows of it.
    pub(crate) fn on_screen(self) -> Self {
        Self(self.0.map(|part| linear((encoded(part) * 255.0).round() / 255.0)))
    }

    fn luminance(self) -> f64 {
        0.2126 * self.0[0] + 0.7152 * self.0[1] + 0.0722 * self.0[2]
    }

    /// Returns the contrast of two colours, 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Returns the colour as somebody sees it.
    pub(crate) fn seen_by(self, kind: Matrix) -> Self {
        Self(times(kind, self.0).map(|part| part.clamp(0.0, 1.0)))
    }

    /// Returns how far two colours are apart in OKLab, x 100.
    pub(crate) fn distance(self, other: Self) -> f64 {
        let (one, two) = (self.oklab(), other.oklab());
        100.0 * one.iter().zip(two).map(|(one, two)| (one - two).powi(2)).sum::<f64>().sqrt()
    }
}

#[test]
fn known_colours_come_out() {
    let (white, black) = (Colour::of_oklch([1.0, 0.0, 0.0]), Colour::of_oklch([0.0, 0.0, 0.0]));
    assert!((white.contrast(black) - 21.0).abs() < 1e-6);
    assert!((white.distance(black) - 100.0).abs() < 1e-3);
    // sRGB red, after the CSS specification's sample.
    let red = Colour::of_oklch([0.627_95, 0.257_68, 29.233_9]);
    assert!((red.0[0] - 1.0).abs() < 0.01 && red.0[1] < 0.01 && red.0[2] < 0.01, "{red:?}");
    assert!((red.contrast(white) - 4.0).abs() < 0.01, "{}", red.contrast(white));
    for (name, kind) in BLINDNESS {
        assert!(white.seen_by(kind).distance(white) < 0.1, "{name}: white stays white");
    }
}
