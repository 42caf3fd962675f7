namespace Acornima;

/// <summary>An edition of ECMAScript.</summary>
public enum EcmaVersion
{
    /// <summary>Not set.</summary>
    Unknown = 0,

    /// <summary>ECMAScript 3.</summary>
    ES3 = 3,

    /// <summary>ECMAScript 5.</summary>
    ES5 = 5,

    /// <summary>ECMAScript 6.</summary>
    ES6 = 6,

    /// <summary>ECMAScript 2015.</summary>
    ES2015 = ES6,

    /// <summary>ECMAScript 7.</summary>
    ES7 = 7,

    /// <summary>ECMAScript 2016.</summary>
    ES2016 = ES7,

    /// <summary>ECMAScript 8.</summary>
    ES8 = 8,

    /// <summary>ECMAScript 2017.</summary>
    ES2017 = ES8,

    /// <summary>ECMAScript 2018.</summary>
    ES2018 = 9,

    /// <summary>ECMAScript 9.</summary>
    ES9 = ES2018,

    /// <summary>ECMAScript 2019.</summary>
    ES2019 = 10,

    /// <summary>ECMAScript 10.</summary>
    ES10 = ES2019,

    /// <summary>ECMAScript 2020.</summary>
    ES2020 = 11,

    /// <summary>ECMAScript 11.</summary>
    ES11 = ES2020,

    /// <summary>ECMAScript 2021.</summary>
    ES2021 = 12,

    /// <summary>ECMAScript 12.</summary>
    ES12 = ES2021,

    /// <summary>ECMAScript 13.</summary>
    ES13 = 13,

    /// <summary>ECMAScript 2022.</summary>
    ES2022 = ES13,

    /// <summary>ECMAScript 14.</summary>
    ES14 = 14,

    /// <summary>ECMAScript 2023.</summary>
    ES2023 = ES14,

    /// <summary>ECMAScript 15.</summary>
    ES15 = 15,

    /// <summary>ECMAScript 2024.</summary>
    ES2024 = ES15,

    /// <summary>ECMAScript 2025.</summary>
    ES2025 = 16,

    /// <summary>ECMAScript 16.</summary>
    ES16 = ES2025,

    /// <summary>ECMAScript 2026.</summary>
    ES2026 = 17,

    /// <summary>ECMAScript 17.</summary>
    ES17 = ES2026,

    /// <summary>The newest edition known here.</summary>
    Latest = ES2026,
}
