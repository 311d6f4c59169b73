2026.10.20 14:37:51.096               Current Time Zone: W. Europe Daylight Time (2:37:51 PM)
2026.10.20 14:37:51.096         10411 [Client=Boot, Thread=1] START 
2026.10.20 14:37:51.099         10412 [Client=Boot, Thread=1] Startup Options: 
2026.10.20 14:37:51.102         10413 [Client=Boot, Thread=1] 
                                      =================================================================================================================================
                                      FileVersionInfo
                                      ---------------------------------------------------------------------------------------------------------------------------------
                                      CompanyName     | Microsoft Corporation.                                                                                         
                                      FileBuildPart   | 9104                                                                                                           
                                      FileMajorPart   | 17                                                                                                             
                                      FileMinorPart   | 2                                                                                                              
                                      FileName        | C:\Users\admin\AppData\Local\Apps\2.0\Microsoft.Online.CSE.Hybrid.Client\Microsoft.Online.CSE.Hybrid.Client.exe
                                      FilePrivatePart | 0                                                                                                              
                                      FileVersion     | 17.02.9104.000                                                                                                 
                                      InternalName    | Microsoft.Online.CSE.Hybrid.Client.exe                                                                         
                                      =================================================================================================================================
2026.10.20 14:37:51.225         10411 [Client=Boot, Thread=1] FINISH Time=129.0ms
