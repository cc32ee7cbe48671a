/** As another system exports what its employees hold: its own titles, empty models, EAN codes and house codes side by side. */
export const COMPANY_ROWS = `序号,配件编号,配件名称,配件型号,配件规格,单位,持有数量
1,6953801200015,宏图1020碳粉,,,个,3
2,6953801200022,宏图HP1010定影膜,,,个,1
3,HT3457,宏图CC388A加粉磁鼓,宏图CC388A加粉磁鼓,,个,1
4,HT1961,宏图218A碳粉,218A,,支,2
5,HT3458,宏图-三星W1110A/SAN,宏图-三星W1110A/SAN,,支,1
6,HT3256,宏图LQ1600K/LQ30,EPSON LQ1600K/LQ300K+,,个,1
7,HT0892,宏图NA-PR2 色带芯,宏图NA-PR2 色带芯,,个,1
8,HT2051,宏图OKI5100/6100色带,宏图OKI5100/6100色带,,个,2
`;
