CAST(strptime(translate(CAST($column AS VARCHAR), '.-', '//'), ['%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S']) AS DATE)
